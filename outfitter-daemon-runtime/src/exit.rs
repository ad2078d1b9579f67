//! The exit codes of a daemon, in one place.

use crate::directory::DirectoryError;
use crate::error::{DaemonError, StartError};
use crate::ipc::BindError;
use crate::lock::{LockError, PidFileError};
use crate::paths::PathsError;

/// How a daemon's process ends.
///
/// A second SIGTERM or SIGINT ends it at once with 128 plus the signal's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[repr(u8)]
pub enum DaemonExit {
    /// It stopped as it should, also if a signal asked for it.
    Success = 0,
    /// `main` failed, or a shutdown handler did.
    Failure = 1,
    /// The command line, or the request on it, makes no sense.
    Usage = 2,
    /// A command was to ask a daemon that is not running (`EX_UNAVAILABLE`).
    Unavailable = 69,
    /// Its lock file or its socket was taken away while it ran (`EX_SOFTWARE`).
    OwnershipLost = 70,
    /// The operating system stood in the way (`EX_OSERR`, sysexits.h).
    OsError = 71,
    /// Another daemon of this name runs (`EX_TEMPFAIL`).
    AlreadyRunning = 75,
    /// A directory or file is not safe to use (`EX_NOPERM`).
    Insecure = 77,
    /// The program or its settings are wrong: name, paths, handlers, a passed socket (`EX_CONFIG`).
    Config = 78,
    /// `main` panicked, as a Rust program that panics.
    Panic = 101,
    /// It did not stop within the shutdown timeout, or a command took too long (as timeout(1) has it).
    ShutdownTimeout = 124,
}

impl DaemonExit {
    /// The one with this code; [`Failure`](Self::Failure) for a code that is none of these.
    #[cfg(feature = "cli")]
    pub(crate) fn of_code(code: u8) -> Self {
        let all = [
            Self::Success,
            Self::Usage,
            Self::Unavailable,
            Self::OwnershipLost,
            Self::OsError,
            Self::AlreadyRunning,
            Self::Insecure,
            Self::Config,
            Self::Panic,
            Self::ShutdownTimeout,
        ];
        all.into_iter()
            .find(|exit| exit.code() == code)
            .unwrap_or(Self::Failure)
    }

    /// The code itself.
    pub fn code(self) -> u8 {
        self as u8
    }
}

impl From<DaemonExit> for std::process::ExitCode {
    fn from(exit: DaemonExit) -> Self {
        exit.code().into()
    }
}

impl From<&DaemonError> for DaemonExit {
    fn from(error: &DaemonError) -> Self {
        match error {
            DaemonError::AlreadyRunning { .. } => Self::AlreadyRunning,
            DaemonError::ShutdownTimeout { .. } => Self::ShutdownTimeout,
            DaemonError::NotRunning { .. } => Self::Failure,
            DaemonError::PidFile { source, .. } => match source {
                PidFileError::Insecure { .. } => Self::Insecure,
                PidFileError::Directory { source, .. } => source.into(),
                _ => Self::OsError,
            },
            DaemonError::StartFailed { source, .. } => match source {
                StartError::Paths(PathsError::Unusable { rejected }) => rejected
                    .last()
                    .map_or(Self::OsError, |one| Self::from(&one.reason)),
                StartError::Name(_)
                | StartError::Check(_)
                | StartError::Registry(_)
                | StartError::Activation(_)
                | StartError::Paths(_) => Self::Config,
                StartError::Directory(error) => error.into(),
                StartError::Lock(error) => error.into(),
                StartError::Http(error) => error.exit(),
                StartError::Bind(BindError::Occupied { .. } | BindError::Foreign { .. }) => Self::Insecure,
                StartError::Bind(_) | StartError::Runtime(_) | StartError::Signals(_) => Self::OsError,
                StartError::Main(_) => Self::Failure,
                StartError::Panicked(_) => Self::Panic,
            },
        }
    }
}

impl From<&LockError> for DaemonExit {
    fn from(error: &LockError) -> Self {
        match error {
            LockError::AlreadyRunning { .. } => Self::AlreadyRunning,
            LockError::Insecure { .. } => Self::Insecure,
            LockError::Directory { source, .. } => source.into(),
            _ => Self::OsError,
        }
    }
}

impl From<&DirectoryError> for DaemonExit {
    fn from(error: &DirectoryError) -> Self {
        if error.is_insecure() {
            Self::Insecure
        } else {
            Self::OsError
        }
    }
}
