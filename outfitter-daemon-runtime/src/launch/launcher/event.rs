//! What a launcher tells while it is at work, and in the end.

use std::path::PathBuf;

/// A step on the way to a daemon that runs, for who shows progress. One that runs already has none.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LaunchEvent {
    /// Another process is starting the daemon; it is waited for.
    Waiting {
        /// That process, if it is known.
        pid: Option<i64>,
    },
    /// A daemon runs that is to be replaced; it was asked to stop.
    Stopping {
        /// What it says its version is.
        version: Option<String>,
    },
    /// The daemon's process was started.
    Spawned {
        /// Its program.
        program: PathBuf,
        /// Its process.
        pid: u32,
    },
    /// The daemon is there, but its `main` has not returned yet.
    Initializing,
}

/// A daemon that runs, and how it came to that.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Launched {
    /// Its process; none if it does not tell.
    pub pid: Option<u32>,
    /// Its socket.
    pub socket: PathBuf,
    /// How it came to run.
    pub outcome: LaunchOutcome,
}

/// How a daemon came to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LaunchOutcome {
    /// It ran, or another process started it meanwhile.
    AlreadyRunning,
    /// It was started here.
    Started,
    /// It was started here, after an older one was stopped.
    Replaced,
}
