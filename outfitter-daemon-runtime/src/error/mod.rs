//! What goes wrong in a daemon's life.

mod start;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::time::Duration;

pub use self::start::StartError;
use crate::lock::{LockError, PidFileError};

/// Why a daemon did not start or stop as it should.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DaemonError {
    /// A daemon of this name runs already, here or in another process.
    #[error("`{name}` is already running{}", Details(.pid, .path))]
    AlreadyRunning {
        /// The daemon's name.
        name: String,
        /// Its process, if known.
        pid: Option<i64>,
        /// The file that says so; none if it is this very daemon.
        path: Option<PathBuf>,
    },
    /// There is nothing to stop.
    #[error("`{name}` is not running")]
    NotRunning {
        /// The daemon's name.
        name: String,
    },
    /// The daemon stopped, but not everything was finished in time.
    #[error("`{name}` did not stop within {timeout:?}: {what} took too long")]
    ShutdownTimeout {
        /// The daemon's name.
        name: String,
        /// The limit.
        timeout: Duration,
        /// What was not finished.
        what: String,
    },
    /// The PID file cannot be written.
    #[error("`{name}` cannot write its PID file")]
    PidFile {
        /// The daemon's name.
        name: String,
        /// Why not.
        source: PidFileError,
    },
    /// Something else stands in the way.
    #[error("`{name}` cannot start")]
    StartFailed {
        /// The daemon's name.
        name: String,
        /// What it is.
        source: StartError,
    },
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

impl std::fmt::Display for DaemonErrorCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

struct Details<'a>(&'a Option<i64>, &'a Option<PathBuf>);

impl std::fmt::Display for Details<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(pid) = self.0 {
            write!(f, " with PID {pid}")?;
        }
        self.1
            .as_ref()
            .map_or(Ok(()), |path| write!(f, " (`{}` says so)", path.display()))
    }
}
