//! For the tests of programs that are built on this crate.

mod compatibility;
#[cfg(feature = "daemon")]
mod daemon;
mod golden;
mod mock;
mod transcript;

pub use compatibility::assert_compatible;
#[cfg(feature = "daemon")]
pub use daemon::TestDaemon;
pub use mock::MockClient;
pub(crate) use mock::{MockItems, Script};
pub use transcript::Transcript;

/// Says something that is no failure; a test's output is only shown if it fails, or with `--nocapture`.
fn say(text: &str) {
    use std::io::Write;
    // There is nobody left to tell if this fails.
    let _ = writeln!(std::io::stderr(), "{text}");
}
