//! Compiled by the test, without the runtime: it is about what is printed meanwhile.

#![deny(warnings)]

mod runtime {
    pub mod __private {
        macro_rules! submit {
            ($($entry:tt)*) => {};
        }
        pub(crate) use submit;
    }
}

#[outfitter_daemon_macros::health_check(crate = crate::runtime)]
pub async fn disk() {}

#[outfitter_daemon_macros::health_check(crate = crate::runtime)]
pub async fn network() {}
