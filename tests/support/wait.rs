//! Waiting with an upper bound instead of sleeping.

use std::time::{Duration, Instant};

/// How long anything may take before a test fails.
pub const LIMIT: Duration = Duration::from_secs(20);

/// Waits until `what` is true, looking again every few milliseconds.
///
/// # Panics
///
/// If it is still not after [`LIMIT`].
#[track_caller]
pub fn eventually(what: &str, mut is_true: impl FnMut() -> bool) {
    let until = Instant::now() + LIMIT;
    while !is_true() {
        assert!(Instant::now() < until, "still not true after {LIMIT:?}: {what}");
        std::thread::sleep(Duration::from_millis(3));
    }
}

/// Waits for `future`.
///
/// # Panics
///
/// If it takes longer than [`LIMIT`].
pub async fn within<F: Future>(what: &str, future: F) -> F::Output {
    let done = tokio::time::timeout(LIMIT, future).await;
    done.unwrap_or_else(|_| panic!("not done after {LIMIT:?}: {what}"))
}
