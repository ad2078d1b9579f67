//! Why a daemon could not be operated.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use crate::ipc::{ConnectionError, RawFailure, Refused};
use crate::launch::LaunchError;
use crate::lock::LockError;
use crate::paths::PathsError;

/// Why an operation on a daemon failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ControlError {
    /// Nothing can be asked of a daemon that is not there.
    #[error("`{name}` is not running")]
    NotRunning {
        /// The daemon's name.
        name: String,
    },
    /// It is there and cannot be talked to.
    #[error(transparent)]
    Connection(#[from] ConnectionError),
    /// It is there and says nothing.
    #[error("`{name}`{} did not answer within {timeout:?}", Of(.pid))]
    NoAnswer {
        /// The daemon's name.
        name: String,
        /// Its process, if known.
        pid: Option<i64>,
        /// How long was waited.
        timeout: Duration,
    },
    /// The connection was lost before the answer came.
    #[error("`{name}` ended the connection before it answered")]
    Disconnected {
        /// The daemon's name.
        name: String,
    },
    /// It answered with an error.
    #[error("{}", .0.message)]
    Refused(Refused),
    /// It answered with something else than what belongs to the question.
    #[error("`{name}` gave an answer that makes no sense to us")]
    Answer {
        /// The daemon's name.
        name: String,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// What is to be sent is no object.
    #[error("a request is a JSON object, as in `{{\"a\": 2}}`; this is {found}")]
    NoObject {
        /// What it is instead.
        found: &'static str,
    },
    /// It did not start.
    #[error(transparent)]
    Launch(#[from] LaunchError),
    /// It was asked to end, and has not.
    #[error("`{name}` (PID {pid}) has not ended within {timeout:?}")]
    StillRunning {
        /// The daemon's name.
        name: String,
        /// Its process.
        pid: i64,
        /// How long was waited.
        timeout: Duration,
    },
    /// A process that may be the daemon, or a stranger with its number, was not signalled.
    #[error(
        "`{file}` names process {pid}, which cannot be told to be `{name}`; it was left alone. \
         If it is, end it yourself; if not, remove the file"
    )]
    Unverified {
        /// The daemon's name.
        name: String,
        /// That process.
        pid: i64,
        /// The file that names it.
        file: PathBuf,
    },
    /// The process could not be signalled.
    #[error("cannot signal process {pid}")]
    Signal {
        /// That process.
        pid: i64,
        /// Why not.
        source: io::Error,
    },
    /// Its files cannot be looked at.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// Nobody can say where it would be.
    #[error(transparent)]
    Paths(#[from] PathsError),
    /// Its log cannot be read.
    #[error("cannot read the log `{path}`")]
    Log {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
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

impl std::fmt::Display for Of<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.map_or(Ok(()), |pid| write!(f, " (PID {pid})"))
    }
}
