//! What happens to a daemon while it runs: nobody comes, its files are taken away, it is to reload.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

mod life;
#[cfg(windows)]
mod not_on_windows;
#[cfg(unix)]
mod unix;
