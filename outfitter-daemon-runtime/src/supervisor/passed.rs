//! A listening socket that the supervisor made and passed on: socket activation.

use std::error::Error;
use std::path::PathBuf;
use std::{fmt, io};

use super::notify::Supervisor;
use super::platform::{self, PassedSocket};
use super::variables::Variables;
use crate::paths::Env;

/// Everything that this process got from its supervisor.
#[derive(Debug, Default)]
pub(crate) struct Passed {
    pub(crate) supervisor: Supervisor,
    pub(crate) socket: Option<PassedSocket>,
}

impl Passed {
    /// Takes it. The socket can be taken only once in the life of a process.
    ///
    /// # Errors
    ///
    /// If there is something to accept connections on, but not as a daemon does.
    pub(crate) fn take() -> Result<Self, ActivationError> {
        let variables = Variables::read(&Env::from_process(), std::process::id())?;
        Ok(Self {
            socket: variables
                .socket
                .then(platform::take_socket)
                .transpose()?
                .flatten(),
            supervisor: Supervisor::new(variables),
        })
    }

    /// The path at which clients reach the socket; none if there is no socket, or if it has no path.
    pub(crate) fn path(&self) -> Option<PathBuf> {
        self.socket.as_ref().and_then(platform::path_of)
    }
}

/// Why a daemon cannot accept connections on what the supervisor passed.
#[derive(Debug)]
#[non_exhaustive]
pub enum ActivationError {
    /// The variable that counts the sockets is unreadable.
    NotANumber {
        /// Its value.
        value: String,
    },
    /// A daemon has one socket.
    TooMany {
        /// How many there are.
        count: u32,
    },
    /// The descriptor is no socket, or one of another kind.
    WrongKind {
        /// What it is instead.
        what: &'static str,
    },
    /// The operating system does not say what the descriptor is.
    Io(io::Error),
}

impl fmt::Display for ActivationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotANumber { value } => write!(f, "`LISTEN_FDS` is `{value}`, expected a number"),
            Self::TooMany { count } => write!(
                f,
                "the supervisor passed {count} sockets and a daemon takes one; leave one `ListenStream=`"
            ),
            Self::WrongKind { what } => write!(
                f,
                "descriptor 3, which the supervisor passed, is {what}, \
                 expected a listening Unix stream socket (`ListenStream=/…`, `Accept=no`)"
            ),
            Self::Io(_) => f.write_str("cannot look at descriptor 3, which the supervisor passed"),
        }
    }
}

impl Error for ActivationError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for ActivationError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
