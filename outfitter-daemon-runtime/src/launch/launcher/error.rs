//! Why a daemon could not be started.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::directory::DirectoryError;
use crate::ipc::ConnectionError;
use crate::lock::LockError;

/// Why there is no daemon to talk to, although it was to be started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LaunchError {
    /// It runs, or its files are there, but it cannot be talked to.
    #[error(transparent)]
    Connection(#[from] ConnectionError),
    /// The directory of its files cannot be used.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    /// The lock beside its own, by which one process at a time starts it, cannot be used.
    #[error("cannot make sure that only one process starts the daemon")]
    Lock(#[from] LockError),
    /// There is no program to start.
    #[error(
        "no program `{name}` to start: it is neither beside this program nor in `PATH`; `{variable}` can name it"
    )]
    ProgramNotFound {
        /// The daemon's name.
        name: String,
        /// The environment variable that can name the program.
        variable: String,
    },
    /// The operating system cannot start the program.
    #[error("cannot start `{program}`")]
    Spawn {
        /// The program.
        program: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The daemon gave up, and said why.
    #[error("`{program}` did not start: {message}")]
    Failed {
        /// The program.
        program: PathBuf,
        /// Its exit code.
        code: u8,
        /// What it said.
        message: String,
    },
    /// The program ended without a word.
    #[error("`{program}` ended before it was ready{}{}", Status(.status), Tail(.log, .log_tail))]
    Died {
        /// The program.
        program: PathBuf,
        /// How it ended, if it can be told.
        status: Option<std::process::ExitStatus>,
        /// Its log file.
        log: PathBuf,
        /// The end of the log file.
        log_tail: String,
    },
    /// The daemon was not ready in time; it may still be starting.
    #[error(
        "`{program}` (PID {pid}) was not ready within {timeout:?}; it may still be starting, \
         and its log `{log}` may say why"
    )]
    Timeout {
        /// The program.
        program: PathBuf,
        /// Its process.
        pid: u32,
        /// Its log file.
        log: PathBuf,
        /// How long was waited.
        timeout: Duration,
    },
    /// The daemon takes connections but does not answer; no other is started beside it.
    #[error(
        "the daemon on `{socket}` did not answer within {timeout:?}; it is stopped, or has too much to do"
    )]
    Unresponsive {
        /// The daemon's socket.
        socket: PathBuf,
        /// How long was waited.
        timeout: Duration,
    },
    /// The daemon was ready, and stopped before it could be asked anything.
    #[error("the daemon stopped as soon as it was ready; its log `{log}` may say why")]
    StoppedAtOnce {
        /// Its log file.
        log: PathBuf,
    },
    /// The daemon runs, but its `main` did not return in time.
    #[error("the daemon on `{socket}` was still initializing after {timeout:?}; try again later")]
    StillInitializing {
        /// The daemon's socket.
        socket: PathBuf,
        /// How long was waited.
        timeout: Duration,
    },
    /// The daemon that was about to end did not end in time.
    #[error("`{name}`{} was still stopping after {timeout:?}; try again later", Process(.pid))]
    StillStopping {
        /// The daemon's name.
        name: String,
        /// Its process, if it is known.
        pid: Option<i64>,
        /// How long was waited.
        timeout: Duration,
    },
    /// Another process is starting the daemon, and did not finish in time.
    #[error(
        "another process{} is starting `{name}` and was not done within {timeout:?}; \
         if it hangs, end it (it has `{lock}` locked)",
        Process(.pid)
    )]
    InProgress {
        /// The daemon's name.
        name: String,
        /// That process, if it is known.
        pid: Option<i64>,
        /// What it has locked.
        lock: PathBuf,
        /// How long was waited.
        timeout: Duration,
    },
    /// The daemon has failed to start so often that it is not tried again for now.
    #[error(
        "`{program}` failed to start {failures} times in a row, and is not started again for {} s \
         unless forced; the last time: {reason}",
        .wait.as_secs_f32().ceil()
    )]
    HeldOff {
        /// The program.
        program: PathBuf,
        /// How often in a row.
        failures: u32,
        /// How long until the next try is allowed.
        wait: Duration,
        /// The text of the last failure.
        reason: String,
    },
}

struct Process<'a>(&'a Option<i64>);

impl std::fmt::Display for Process<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.map_or(Ok(()), |pid| write!(f, " (PID {pid})"))
    }
}

struct Status<'a>(&'a Option<std::process::ExitStatus>);

impl std::fmt::Display for Status<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.as_ref().map_or(Ok(()), |status| write!(f, " ({status})"))
    }
}

struct Tail<'a>(&'a Path, &'a str);

impl std::fmt::Display for Tail<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self(log, tail) = self;
        if tail.is_empty() {
            return write!(f, "; its log `{}` is empty", log.display());
        }
        write!(f, "; the end of its log `{}`:\n{tail}", log.display())
    }
}
