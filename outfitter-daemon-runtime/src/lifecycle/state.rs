//! The states of a daemon, and what it says of itself.

use std::net::SocketAddr;
use std::path::PathBuf;

use crate::serial::{deserialize_fields, serialize_fields, words};

/// Where a daemon is in its life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DaemonState {
    /// Not running: before the first start, and after every stop.
    #[default]
    Stopped,
    /// Takes its lock, binds its socket, runs its `main`.
    Starting,
    /// Serves.
    Running,
    /// Finishes what is in flight and runs its shutdown handlers.
    Stopping,
}

words!(DaemonState {
    Stopped = "stopped",
    Starting = "starting",
    Running = "running",
    Stopping = "stopping",
});

/// Why a daemon stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StopReason {
    /// Somebody asked: [`Daemon::stop`](super::Daemon::stop) or the request `daemon.stop`.
    Asked,
    /// A signal, by its number.
    Signal(i32),
    /// Its `main` failed.
    Failed,
    /// It had no client for as long as its idle timeout.
    Idle,
    /// Its lock or its socket is no longer its own; what is there now is left alone.
    OwnershipLost,
}

impl std::fmt::Display for DaemonState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

/// What a daemon says of itself: the answer to `daemon.status`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DaemonStatus {
    /// Its name.
    pub name: String,
    /// The version of the program.
    pub version: String,
    /// Its process.
    pub pid: u32,
    /// Where it is in its life.
    pub state: DaemonState,
    /// Whole seconds since it started; 0 while it is stopped.
    pub uptime: u64,
    /// Its socket; none while it is stopped.
    pub socket: Option<PathBuf>,
    /// Its lock file; none while it is stopped.
    pub lock: Option<PathBuf>,
    /// Where it serves HTTP, if on a port.
    pub http: Option<SocketAddr>,
    /// What was unusual in choosing these paths.
    pub notes: Vec<String>,
}

serialize_fields!(DaemonStatus {
    name, version, pid, state, uptime, socket, lock, http unless Option::is_none, notes,
});
deserialize_fields!(impl<'de> DaemonStatus {
    name, version, pid, state, uptime, socket or None, lock or None, http or None, notes,
});
