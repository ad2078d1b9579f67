//! Tests that cannot run on the platform that they are compiled for.

/// Names tests that cannot run on this platform, each with the reason. The test runner lists them as ignored.
#[macro_export]
macro_rules! cannot_run_here {
    ($($name:ident: $reason:literal,)+) => {$(
        #[test]
        #[ignore = $reason]
        fn $name() {}
    )+};
}
