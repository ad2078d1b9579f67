//! HTTP on the daemon's socket and on its port, as curl, probes, scrapers and web pages see it.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

mod ask;
mod first_bytes;
mod life;
mod metrics;
#[cfg(windows)]
mod not_on_windows;
mod pages;
mod port;
mod start;
#[cfg(unix)]
mod unix;
