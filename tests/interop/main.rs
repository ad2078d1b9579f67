//! The published TypeScript package, run by the real Bun: as client of our daemon, as server of our clients,
//! and beside our locks. `interop/install` installs it.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

mod beside;
mod operate;
mod paths;
mod peer;
mod their_client;
mod their_server;

/// Our daemon, and its name.
const DAEMON: (&str, &str) = (env!("CARGO_BIN_EXE_quick-start"), "my-service");

/// The largest message that the package can carry: neither of its ends finishes a partial write.
const LARGE: usize = 128 * 1024;
