//! What clients may cost a server, and what hostile ones can do to it.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

mod blocked;
mod cancel;
mod connections;
mod flight;
mod gone;
mod hostile;
mod line;
mod policy;
mod property;
mod service;
mod slow;
mod soak;
mod workshop;
