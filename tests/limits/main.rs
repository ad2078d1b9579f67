//! What clients may cost a server, and what hostile ones can do to it.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

mod connections;
mod flight;
mod gone;
mod line;
mod service;
mod slow;
