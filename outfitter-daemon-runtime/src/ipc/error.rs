//! Why there is no connection.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fmt, io};

use crate::paths::PathsError;

/// Why a client could not connect, or lost the connection.
#[derive(Debug)]
#[non_exhaustive]
pub enum ConnectionError {
    /// A socket is there, but nobody listens: the daemon was killed. A start replaces it.
    StaleSocket {
        /// The socket's path.
        socket_path: PathBuf,
        /// What the lock file beside it says, if it can be read.
        pid: Option<i64>,
    },
    /// There is no socket, or the operating system refuses the connection.
    Refused {
        /// The socket's path.
        socket_path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The daemon did not accept the connection in time.
    Timeout {
        /// The socket's path.
        socket_path: PathBuf,
        /// How long was waited.
        timeout: Duration,
    },
    /// What listens there does not speak the protocol.
    Protocol {
        /// The socket's path.
        socket_path: PathBuf,
        /// What it said instead.
        details: String,
    },
    /// A process of another user listens there; nothing was sent to it.
    Untrusted {
        /// The socket's path.
        socket_path: PathBuf,
        /// The user it runs as: `uid 1000`, on Windows a security identifier.
        owner: String,
    },
    /// The daemon's name or its environment gives no path.
    Paths(PathsError),
}

impl fmt::Display for ConnectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StaleSocket { socket_path, pid } => write!(
                f,
                "the daemon is gone and left the socket `{}` behind{}; start it again",
                socket_path.display(),
                OfPid(pid)
            ),
            Self::Refused { socket_path, .. } => write!(
                f,
                "the daemon is not running: cannot connect to `{}`",
                socket_path.display()
            ),
            Self::Timeout { socket_path, timeout } => write!(
                f,
                "the daemon did not accept a connection on `{}` within {:?}",
                socket_path.display(),
                in_milliseconds(timeout)
            ),
            Self::Protocol { socket_path, details } => write!(
                f,
                "what listens on `{}` does not speak the protocol: {details}",
                socket_path.display()
            ),
            Self::Untrusted { socket_path, owner } => write!(
                f,
                "`{}` belongs to another user ({owner}); nothing was sent to it",
                socket_path.display()
            ),
            Self::Paths(_) => f.write_str("cannot tell where the daemon's socket is"),
        }
    }
}

impl Error for ConnectionError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Refused { source, .. } => Some(source),
            Self::Paths(error) => Some(error),
            _ => None,
        }
    }
}

impl From<PathsError> for ConnectionError {
    fn from(error: PathsError) -> Self {
        Self::Paths(error)
    }
}

impl ConnectionError {
    /// The socket that was asked for, if it came to that.
    pub fn socket_path(&self) -> Option<&Path> {
        match self {
            Self::StaleSocket { socket_path, .. }
            | Self::Refused { socket_path, .. }
            | Self::Timeout { socket_path, .. }
            | Self::Protocol { socket_path, .. }
            | Self::Untrusted { socket_path, .. } => Some(socket_path),
            Self::Paths(_) => None,
        }
    }

    /// Whether the daemon is simply not there, so that starting it helps.
    pub fn is_not_running(&self) -> bool {
        matches!(self, Self::StaleSocket { .. } | Self::Refused { .. })
    }
}

/// What was left of a time is not a round number; nobody wants to read its nanoseconds.
fn in_milliseconds(time: &Duration) -> Duration {
    Duration::from_millis(u64::try_from(time.as_micros().div_ceil(1000)).unwrap_or(u64::MAX))
}

struct OfPid<'a>(&'a Option<i64>);

impl fmt::Display for OfPid<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |pid| write!(f, " (it was PID {pid})"))
    }
}
