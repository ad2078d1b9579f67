//! Signals by number.

use std::io;

use rustix::io::Errno;
use rustix::process::{Pid, Signal as Number, kill_process};

use super::Signal;

pub(super) fn number(signal: Signal) -> Number {
    match signal {
        Signal::Terminate => Number::TERM,
        Signal::Kill => Number::KILL,
    }
}

pub(super) fn kill(pid: Pid, signal: Signal) -> io::Result<()> {
    sent(kill_process(pid, number(signal)))
}

/// One that has gone needs no signal.
pub(super) fn sent(result: Result<(), Errno>) -> io::Result<()> {
    match result {
        Err(Errno::SRCH) => Ok(()),
        other => Ok(other?),
    }
}
