//! A process that may be ended: held on to, so that no other is hit, and waited for.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(all(unix, not(target_os = "linux")))]
mod other_unix;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::io;
use std::time::Duration;

#[cfg(target_os = "linux")]
use self::linux as sys;
#[cfg(all(unix, not(target_os = "linux")))]
use self::other_unix as sys;
#[cfg(windows)]
use self::windows as sys;

use crate::process::is_process_alive;

/// How often to look for the end of a process that is not our child, at first and at most.
const FIRST_PAUSE: Duration = Duration::from_millis(1);
const LAST_PAUSE: Duration = Duration::from_millis(20);

/// What a process can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signal {
    Terminate,
    Kill,
}

/// A process by its number and, where there is such a thing, by a descriptor that stays that of this process
/// when the number is given to another.
#[derive(Debug)]
pub(super) struct Process {
    pid: i64,
    handle: sys::Handle,
}

impl Process {
    /// The process `pid`; none if there is none.
    pub(super) fn open(pid: i64) -> Option<Self> {
        let number = i32::try_from(pid).ok().filter(|pid| *pid > 0)?;
        let handle = sys::Handle::open(number)?;
        Some(Self { pid, handle })
    }

    /// Sends it a signal; one that has ended has nothing against it.
    pub(super) fn send(&self, signal: Signal) -> io::Result<()> {
        self.handle.send(signal)
    }

    /// Waits for its end.
    pub(super) async fn ended(&self) {
        let mut pause = FIRST_PAUSE;
        while is_process_alive(self.pid) {
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LAST_PAUSE);
        }
    }
}
