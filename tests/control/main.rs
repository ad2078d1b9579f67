//! The command line of a daemon's program, its log, and the same operations as a library: whole processes.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

mod call;
mod completions;
mod crash;
mod health;
mod instances;
mod library;
mod life;
mod log;
mod log_follow;
#[cfg(windows)]
mod not_on_windows;
mod paused;
mod peer;
mod programs;
mod service;
#[cfg(windows)]
mod service_windows;
mod status;
mod stop;
#[cfg(unix)]
mod unix;
mod usage;
#[cfg(windows)]
mod windows;

use outfitter_daemon_tests::controlled::Controlled;

/// The program `controlled` in a new folder.
fn controlled() -> Controlled {
    Controlled::new(env!("CARGO_BIN_EXE_controlled"))
}

/// The program with its files in this folder of its own, and with the socket that comes of it.
fn in_directory(program: Controlled, name: &str) -> Controlled {
    let directory = program.folder().join(name);
    program
        .with("CONTROLLED_SOCKET", "")
        .with("CONTROLLED_DIR", directory.to_str().unwrap())
}
