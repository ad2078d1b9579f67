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

    /// There is no asking: either signal ends it at once.
    pub(super) fn send(&self, _signal: Signal) -> io::Result<()> {
        self.0.end()
    }
}
