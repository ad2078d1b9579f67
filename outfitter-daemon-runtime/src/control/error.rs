//! Why a daemon could not be operated.

use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;
use std::{fmt, io};

use crate::ipc::{ConnectionError, RawFailure, Refused};
use crate::launch::LaunchError;
use crate::lock::LockError;
use crate::paths::PathsError;

/// Why an operation on a daemon failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum ControlError {
    /// Nothing can be asked of a daemon that is not there.
    NotRunning {
        /// The daemon's name.
        name: String,
    },
    /// It is there and cannot be talked to.
    Connection(ConnectionError),
    /// It is there and says nothing.
    NoAnswer {
        /// The daemon's name.
        name: String,
        /// Its process, if known.
        pid: Option<i64>,
        /// How long was waited.
        timeout: Duration,
    },
    /// The connection was lost before the answer came.
    Disconnected {
        /// The daemon's name.
        name: String,
    },
    /// It answered with an error.
    Refused(Refused),
    /// It answered with something else than what belongs to the question.
    Answer {
        /// The daemon's name.
        name: String,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// What is to be sent is no object.
    NoObject {
        /// What it is instead.
        found: &'static str,
    },
    /// It did not start.
    Launch(LaunchError),
    /// It was asked to end, and has not.
    StillRunning {
        /// The daemon's name.
        name: String,
        /// Its process.
        pid: i64,
        /// How long was waited.
        timeout: Duration,
    },
    /// A process that may be the daemon, or a stranger with its number, was not signalled.
    Unverified {
        /// The daemon's name.
        name: String,
        /// That process.
        pid: i64,
        /// The file that names it.
        file: PathBuf,
    },
    /// The process could not be signalled.
    Signal {
        /// That process.
        pid: i64,
        /// Why not.
        source: io::Error,
    },
    /// Its files cannot be looked at.
    Lock(LockError),
    /// Nobody can say where it would be.
    Paths(PathsError),
    /// Its log cannot be read.
    Log {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

impl fmt::Display for ControlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotRunning { name } => write!(f, "`{name}` is not running"),
            Self::Connection(error) => error.fmt(f),
            Self::NoAnswer { name, pid, timeout } => {
                write!(f, "`{name}`{} did not answer within {timeout:?}", Of(pid))
            }
            Self::Disconnected { name } => write!(f, "`{name}` ended the connection before it answered"),
            Self::Refused(refused) => f.write_str(&refused.message),
            Self::Answer { name, .. } => write!(f, "`{name}` gave an answer that makes no sense to us"),
            Self::NoObject { found } => write!(
                f,
                "a request is a JSON object, as in `{{\"a\": 2}}`; this is {found}"
            ),
            Self::Launch(error) => error.fmt(f),
            Self::StillRunning { name, pid, timeout } => {
                write!(f, "`{name}` (PID {pid}) has not ended within {timeout:?}")
            }
            Self::Unverified { name, pid, file } => write!(
                f,
                "`{}` names process {pid}, which cannot be told to be `{name}`; it was left alone. \
                 If it is, end it yourself; if not, remove the file",
                file.display()
            ),
            Self::Signal { pid, .. } => write!(f, "cannot signal process {pid}"),
            Self::Lock(error) => error.fmt(f),
            Self::Paths(error) => error.fmt(f),
            Self::Log { path, .. } => write!(f, "cannot read the log `{}`", path.display()),
        }
    }
}

impl Error for ControlError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Connection(error) => error.source(),
            Self::Answer { source, .. } => Some(source),
            Self::Launch(error) => error.source(),
            Self::Signal { source, .. } | Self::Log { source, .. } => Some(source),
            Self::Lock(error) => error.source(),
            Self::Paths(error) => error.source(),
            _ => None,
        }
    }
}

impl From<ConnectionError> for ControlError {
    fn from(error: ConnectionError) -> Self {
        Self::Connection(error)
    }
}

impl From<LaunchError> for ControlError {
    fn from(error: LaunchError) -> Self {
        Self::Launch(error)
    }
}

impl From<LockError> for ControlError {
    fn from(error: LockError) -> Self {
        Self::Lock(error)
    }
}

impl From<PathsError> for ControlError {
    fn from(error: PathsError) -> Self {
        Self::Paths(error)
    }
}

impl ControlError {
    /// As the error of asking the daemon `name`, which was waited for so long.
    pub(super) fn of_asking(name: &str, timeout: Duration) -> impl Fn(RawFailure) -> Self + use<> {
        let name = name.to_owned();
        move |failure| {
            let name = name.clone();
            match failure {
                RawFailure::Refused(refused) => Self::Refused(refused),
                RawFailure::Late => Self::NoAnswer {
                    name,
                    pid: None,
                    timeout,
                },
                RawFailure::Gone => Self::Disconnected { name },
                // It was there a moment ago.
                RawFailure::Connection(error) if error.is_not_running() => Self::NotRunning { name },
                RawFailure::Connection(error) => Self::Connection(error),
                RawFailure::Json(source) => Self::Answer { name, source },
            }
        }
    }
}

struct Of<'a>(&'a Option<i64>);

impl fmt::Display for Of<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |pid| write!(f, " (PID {pid})"))
    }
}
