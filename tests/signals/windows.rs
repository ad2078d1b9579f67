//! Events of the console that a daemon was started in. Wine has Ctrl-C alone: not Ctrl-Break, and no ends of consoles,
//! sessions and systems.

use std::process::Command;

use outfitter_daemon_tests::{RunningDaemon, eventually};

/// What a killed daemon leaves: lock and PID file.
pub(crate) const LEFT: usize = 2;

/// Which events there are that end a program.
pub(crate) const ENDS: [Signal; 1] = [Signal::INT];

/// An event of a console.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Signal {
    /// Ctrl-C.
    INT,
}

/// Starts the program `service` in a console of its own.
pub(crate) fn spawn(name: &str, prepare: impl FnOnce(&mut Command)) -> RunningDaemon {
    RunningDaemon::spawn(env!("CARGO_BIN_EXE_console"), name, |command| {
        command.arg(env!("CARGO_BIN_EXE_service"));
        prepare(command);
    })
}

/// Has whoever owns the console press it.
pub(crate) fn send(daemon: &RunningDaemon, _signal: Signal) {
    let wish = daemon.base().join("interrupt");
    std::fs::write(&wish, "").expect("a file");
    eventually("it was pressed", || !wish.exists());
}
