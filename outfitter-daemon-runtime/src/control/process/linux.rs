//! Descriptors of processes (`pidfd_open(2)`).

use std::io;
use std::os::fd::OwnedFd;

use rustix::io::Errno;
use rustix::process::{Pid, PidfdFlags, pidfd_open, pidfd_send_signal};

use super::{Signal, unix};

#[derive(Debug)]
pub(super) enum Handle {
    Descriptor(OwnedFd),
    /// The kernel has no such descriptors.
    Number(Pid),
}

impl Handle {
    /// None if there is no such process.
    pub(super) fn open(pid: i32) -> Option<Self> {
        let pid = Pid::from_raw(pid)?;
        match pidfd_open(pid, PidfdFlags::empty()) {
            Ok(descriptor) => Some(Self::Descriptor(descriptor)),
            Err(Errno::SRCH) => None,
            Err(_) => Some(Self::Number(pid)),
        }
    }

    pub(super) fn send(&self, signal: Signal) -> io::Result<()> {
        match self {
            Self::Descriptor(process) => unix::sent(pidfd_send_signal(process, unix::number(signal))),
            Self::Number(pid) => unix::kill(*pid, signal),
        }
    }
}
