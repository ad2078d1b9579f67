//! Handles to processes, which keep their numbers from being given to others.

use std::io;

use super::Signal;
use crate::windows::process::Process;

#[derive(Debug)]
pub(super) struct Handle(Process);

impl Handle {
    /// None if there is no such process, or none that we may end.
    pub(super) fn open(pid: i32) -> Option<Self> {
        Process::find_to_end(pid.cast_unsigned()).map(Self)
    }

    /// There is no asking a process; what could be asked of it was a request, and is done with.
    pub(super) fn send(&self, signal: Signal) -> io::Result<()> {
        match signal {
            Signal::Terminate => Ok(()),
            Signal::Kill => self.0.end(),
        }
    }
}
