//! Policies and oneway requests, as attributes make them, of a daemon that lets other users in.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

mod rules;
mod server;
