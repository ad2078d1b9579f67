//! What clients may cost a server, and what hostile ones can do to it.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

mod blocked;
mod cancel;
mod connections;
#[cfg(unix)]
mod connections_unix;
mod conversation;
mod flight;
mod fuzz;
#[path = "../../outfitter-daemon-runtime/src/ipc/fuzz/engine.rs"]
mod fuzz_engine;
mod gone;
#[cfg(unix)]
mod gone_unix;
mod hostile;
mod line;
#[cfg(windows)]
mod not_on_windows;
mod policy;
mod property;
mod service;
mod slow;
#[cfg(unix)]
mod slow_unix;
mod soak;
mod workshop;
