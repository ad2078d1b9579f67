//! `Launcher`: what a daemon is started with, who starts it and who waits, what becomes of one that fails or is too old.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

mod failures;
mod held_off;
mod herd;
#[cfg(windows)]
mod not_on_windows;
mod others;
mod place;
mod replace;
mod surroundings;
#[cfg(unix)]
mod unix;
