//! Signals from one process to another.

use std::process::Command;

use outfitter_daemon_tests::RunningDaemon;
pub(crate) use rustix::process::Signal;

/// What a killed daemon leaves: lock, PID file and socket.
pub(crate) const LEFT: usize = 3;

/// Which signals there are that end a program.
pub(crate) const ENDS: [Signal; 2] = [Signal::TERM, Signal::INT];

/// Starts the program `service`.
pub(crate) fn spawn(name: &str, prepare: impl FnOnce(&mut Command)) -> RunningDaemon {
    RunningDaemon::spawn(env!("CARGO_BIN_EXE_service"), name, prepare)
}

pub(crate) fn send(daemon: &RunningDaemon, signal: Signal) {
    daemon.signal(signal);
}
