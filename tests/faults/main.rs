//! What the machine can do to a daemon: kill it at any moment, fail any system call, fill the disk, give its
//! number to somebody else. After each of these the next start must work as if nothing had been.
//!
//! These tests need root and strace: `tests/faults/install` gets what is missing on Debian. `FAULT_SECONDS`
//! is how long the daemons are killed at random.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers, and shows what it printed then"
)]

mod crash;
mod descriptors;
mod disk;
mod errno;
mod herd;
mod numbers;
mod place;
mod random;
mod shell;
mod stale;
mod stopped;
mod trace;
mod umask;
mod users;
