//! The program and a server: alone, in a herd, beside the original, with what others have left.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

mod alone;
mod herd;
mod place;
mod platform;
mod stand_in;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;
