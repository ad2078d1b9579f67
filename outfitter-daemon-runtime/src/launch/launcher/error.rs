//! Why a daemon could not be started.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::Duration;
use std::{fmt, io};

use crate::directory::DirectoryError;
use crate::ipc::ConnectionError;
use crate::lock::LockError;

/// Why there is no daemon to talk to, although it was to be started.
#[derive(Debug)]
#[non_exhaustive]
pub enum LaunchError {
    /// It runs, or its files are there, but it cannot be talked to.
    Connection(ConnectionError),
    /// The directory of its files cannot be used.
    Directory(DirectoryError),
    /// The lock beside its own, by which one process at a time starts it, cannot be used.
    Lock(LockError),
    /// There is no program to start.
    ProgramNotFound {
        /// The daemon's name.
        name: String,
        /// The environment variable that can name the program.
        variable: String,
    },
    /// The operating system cannot start the program.
    Spawn {
        /// The program.
        program: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The daemon gave up, and said why.
    Failed {
        /// The program.
        program: PathBuf,
        /// Its exit code.
        code: u8,
        /// What it said.
        message: String,
    },
    /// The program ended without a word.
    Died {
        /// The program.
        program: PathBuf,
        /// How it ended, if it can be told.
        status: Option<ExitStatus>,
        /// Its log file.
        log: PathBuf,
        /// The end of the log file.
        log_tail: String,
    },
    /// The daemon was not ready in time; it may still be starting.
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
    Unresponsive {
        /// The daemon's socket.
        socket: PathBuf,
        /// How long was waited.
        timeout: Duration,
    },
    /// The daemon was ready, and stopped before it could be asked anything.
    StoppedAtOnce {
        /// Its log file.
        log: PathBuf,
    },
    /// The daemon runs, but its `main` did not return in time.
    StillInitializing {
        /// The daemon's socket.
        socket: PathBuf,
        /// How long was waited.
        timeout: Duration,
    },
    /// The daemon that was about to end did not end in time.
    StillStopping {
        /// The daemon's name.
        name: String,
        /// Its process, if it is known.
        pid: Option<i64>,
        /// How long was waited.
        timeout: Duration,
    },
    /// Another process is starting the daemon, and did not finish in time.
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

impl fmt::Display for LaunchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connection(error) => error.fmt(f),
            Self::Directory(error) => error.fmt(f),
            Self::Lock(_) => f.write_str("cannot make sure that only one process starts the daemon"),
            Self::ProgramNotFound { name, variable } => write!(
                f,
                "no program `{name}` to start: it is neither beside this program nor in `PATH`; `{variable}` can name it"
            ),
            Self::Spawn { program, .. } => write!(f, "cannot start `{}`", program.display()),
            Self::Failed { program, message, .. } => {
                write!(f, "`{}` did not start: {message}", program.display())
            }
            Self::Died {
                program,
                status,
                log,
                log_tail,
            } => write!(
                f,
                "`{}` ended before it was ready{}{}",
                program.display(),
                Status(status),
                Tail(log, log_tail)
            ),
            Self::Timeout {
                program,
                pid,
                log,
                timeout,
            } => write!(
                f,
                "`{}` (PID {pid}) was not ready within {timeout:?}; it may still be starting, \
                 and its log `{}` may say why",
                program.display(),
                log.display()
            ),
            Self::Unresponsive { socket, timeout } => write!(
                f,
                "the daemon on `{}` did not answer within {timeout:?}; it is stopped, or has too much to do",
                socket.display()
            ),
            Self::StoppedAtOnce { log } => write!(
                f,
                "the daemon stopped as soon as it was ready; its log `{}` may say why",
                log.display()
            ),
            Self::StillInitializing { socket, timeout } => write!(
                f,
                "the daemon on `{}` was still initializing after {timeout:?}; try again later",
                socket.display()
            ),
            Self::StillStopping { name, pid, timeout } => write!(
                f,
                "`{name}`{} was still stopping after {timeout:?}; try again later",
                Process(pid)
            ),
            Self::InProgress {
                name,
                pid,
                lock,
                timeout,
            } => write!(
                f,
                "another process{} is starting `{name}` and was not done within {timeout:?}; \
                 if it hangs, end it (it has `{}` locked)",
                Process(pid),
                lock.display()
            ),
            Self::HeldOff {
                program,
                failures,
                wait,
                reason,
            } => write!(
                f,
                "`{}` failed to start {failures} times in a row, and is not started again for {} s \
                 unless forced; the last time: {reason}",
                program.display(),
                wait.as_secs_f32().ceil()
            ),
        }
    }
}

impl Error for LaunchError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Connection(error) => error.source(),
            Self::Directory(error) => error.source(),
            Self::Lock(error) => Some(error),
            Self::Spawn { source, .. } => Some(source),
            _ => None,
        }
    }
}

impl From<ConnectionError> for LaunchError {
    fn from(error: ConnectionError) -> Self {
        Self::Connection(error)
    }
}

impl From<DirectoryError> for LaunchError {
    fn from(error: DirectoryError) -> Self {
        Self::Directory(error)
    }
}

impl From<LockError> for LaunchError {
    fn from(error: LockError) -> Self {
        Self::Lock(error)
    }
}

struct Process<'a>(&'a Option<i64>);

impl fmt::Display for Process<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |pid| write!(f, " (PID {pid})"))
    }
}

struct Status<'a>(&'a Option<ExitStatus>);

impl fmt::Display for Status<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_ref().map_or(Ok(()), |status| write!(f, " ({status})"))
    }
}

struct Tail<'a>(&'a Path, &'a str);

impl fmt::Display for Tail<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(log, tail) = self;
        if tail.is_empty() {
            return write!(f, "; its log `{}` is empty", log.display());
        }
        write!(f, "; the end of its log `{}`:\n{tail}", log.display())
    }
}
