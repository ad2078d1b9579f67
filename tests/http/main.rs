//! HTTP on the daemon's socket and on its port, as curl, probes, scrapers and web pages see it.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

#[cfg(unix)]
mod unix;
