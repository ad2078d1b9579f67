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
mod flight;
#[cfg(unix)]
#[path = "../../outfitter-daemon-runtime/src/ipc/fuzz/engine.rs"]
mod fuzz_engine;
#[cfg(unix)]
mod fuzz_unix;
mod gone;
#[cfg(unix)]
mod gone_unix;
#[cfg(unix)]
mod hostile_unix;
mod line;
mod policy;
#[cfg(unix)]
mod property_unix;
mod service;
mod slow;
#[cfg(unix)]
mod slow_unix;
#[cfg(unix)]
mod soak_unix;
mod workshop;
