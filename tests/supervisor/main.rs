//! A daemon and its supervisor: messages, signs of life, and a socket that is passed on.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

#[cfg(target_os = "linux")]
mod linux;
#[cfg(windows)]
mod not_on_windows;
