//! What goes wrong in a daemon's life.

mod start;
#[cfg(test)]
mod tests;

use std::error::Error;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

pub use self::start::StartError;
use crate::lock::{LockError, PidFileError};

/// Why a daemon did not start or stop as it should.
#[derive(Debug)]
#[non_exhaustive]
pub enum DaemonError {
    /// A daemon of this name runs already, here or in another process.
    AlreadyRunning {
        /// The daemon's name.
        name: String,
        /// Its process, if known.
        pid: Option<i64>,
        /// The file that says so; none if it is this very daemon.
        path: Option<PathBuf>,
    },
    /// There is nothing to stop.
    NotRunning {
        /// The daemon's name.
        name: String,
    },
    /// The daemon stopped, but not everything was finished in time.
    ShutdownTimeout {
        /// The daemon's name.
        name: String,
        /// The limit.
        timeout: Duration,
        /// What was not finished.
        what: String,
    },
    /// The PID file cannot be written.
    PidFile {
        /// The daemon's name.
        name: String,
        /// Why not.
        source: PidFileError,
    },
    /// Something else stands in the way.
    StartFailed {
        /// The daemon's name.
        name: String,
        /// What it is.
        source: StartError,
    },
}

impl fmt::Display for DaemonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlreadyRunning { name, pid, path } => {
                write!(f, "`{name}` is already running{}", Details(pid, path))
            }
            Self::NotRunning { name } => write!(f, "`{name}` is not running"),
            Self::ShutdownTimeout { name, timeout, what } => {
                write!(
                    f,
                    "`{name}` did not stop within {timeout:?}: {what} took too long"
                )
            }
            Self::PidFile { name, .. } => write!(f, "`{name}` cannot write its PID file"),
            Self::StartFailed { name, .. } => write!(f, "`{name}` cannot start"),
        }
    }
}

impl Error for DaemonError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::PidFile { source, .. } => Some(source),
            Self::StartFailed { source, .. } => Some(source),
            Self::AlreadyRunning { .. } | Self::NotRunning { .. } | Self::ShutdownTimeout { .. } => None,
        }
    }
}

/// The codes of the TypeScript package, one for each variant of [`DaemonError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DaemonErrorCode {
    /// `ALREADY_RUNNING`
    AlreadyRunning,
    /// `NOT_RUNNING`
    NotRunning,
    /// `SHUTDOWN_TIMEOUT`
    ShutdownTimeout,
    /// `PID_ERROR`
    PidError,
    /// `START_FAILED`
    StartFailed,
}

impl DaemonError {
    /// What kept `name` from starting; another daemon is a variant of its own.
    pub(crate) fn from_start(name: &str, source: StartError) -> Self {
        let name = name.to_owned();
        match source {
            StartError::Lock(LockError::AlreadyRunning { path, pid }) => Self::AlreadyRunning {
                name,
                pid,
                path: Some(path),
            },
            source => Self::StartFailed { name, source },
        }
    }

    /// The error's code.
    pub fn code(&self) -> DaemonErrorCode {
        match self {
            Self::AlreadyRunning { .. } => DaemonErrorCode::AlreadyRunning,
            Self::NotRunning { .. } => DaemonErrorCode::NotRunning,
            Self::ShutdownTimeout { .. } => DaemonErrorCode::ShutdownTimeout,
            Self::PidFile { .. } => DaemonErrorCode::PidError,
            Self::StartFailed { .. } => DaemonErrorCode::StartFailed,
        }
    }
}

impl DaemonErrorCode {
    /// The code as the TypeScript package spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AlreadyRunning => "ALREADY_RUNNING",
            Self::NotRunning => "NOT_RUNNING",
            Self::ShutdownTimeout => "SHUTDOWN_TIMEOUT",
            Self::PidError => "PID_ERROR",
            Self::StartFailed => "START_FAILED",
        }
    }
}

impl fmt::Display for DaemonErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

struct Details<'a>(&'a Option<i64>, &'a Option<PathBuf>);

impl fmt::Display for Details<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(pid) = self.0 {
            write!(f, " with PID {pid}")?;
        }
        self.1
            .as_ref()
            .map_or(Ok(()), |path| write!(f, " (`{}` says so)", path.display()))
    }
}
