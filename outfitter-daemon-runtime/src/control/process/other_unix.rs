//! Processes by number alone.

use std::io;

use rustix::process::Pid;

use super::{Signal, unix};

#[derive(Debug)]
pub(super) struct Handle(Pid);

impl Handle {
    /// None if there is no such process.
    pub(super) fn open(pid: i32) -> Option<Self> {
        Pid::from_raw(pid).map(Self)
    }

    pub(super) fn send(&self, signal: Signal) -> io::Result<()> {
        unix::kill(self.0, signal)
    }
}
