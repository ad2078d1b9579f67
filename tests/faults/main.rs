//! What the machine can do to a daemon: kill it at any moment, fail any system call, fill the disk, give its
//! number to somebody else. After each of these the next start must work as if nothing had been.
//!
//! These tests need root, strace and systemd's own check of units, which `tests/faults/install` installs on Debian:
//! `cargo test -p outfitter-daemon-tests --features faults --test faults -- --test-threads=1`.
//! `FAULT_SECONDS` is how long daemons are killed at random (10), `FAULT_SEED` whom it hits.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers, and shows what it printed then"
)]

mod container;
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
mod tools;
mod trace;
mod umask;
mod unit;
mod users;
