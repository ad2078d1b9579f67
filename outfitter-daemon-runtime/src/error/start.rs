//! What keeps a daemon from starting.

use std::error::Error;
use std::{fmt, io};

use crate::directory::DirectoryError;
use crate::health::CheckError;
use crate::http::HttpError;
use crate::ipc::BindError;
use crate::lock::LockError;
use crate::name::NameError;
use crate::paths::PathsError;
use crate::registry::RegistryError;
use crate::supervisor::ActivationError;

/// What kept a daemon from starting.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// The name is not usable.
    Name(NameError),
    /// Handlers are missing, doubled, or ask for a state that nobody provides.
    Registry(RegistryError),
    /// The health checks do not fit together.
    Check(CheckError),
    /// What the supervisor passed is not a socket that a daemon can accept connections on.
    Activation(ActivationError),
    /// No place for the daemon's files.
    Paths(PathsError),
    /// The daemon's directory is not safe.
    Directory(DirectoryError),
    /// The lock cannot be taken, though nobody holds it.
    Lock(LockError),
    /// The signal handlers cannot be installed.
    Signals(io::Error),
    /// The socket cannot be bound.
    Bind(BindError),
    /// HTTP cannot be served where it was asked for.
    Http(HttpError),
    /// The runtime cannot be made.
    Runtime(io::Error),
    /// `main` returned an error.
    Main(String),
    /// `main` panicked.
    Panicked(String),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(error) => error.fmt(f),
            Self::Registry(error) => error.fmt(f),
            Self::Check(error) => error.fmt(f),
            Self::Activation(error) => error.fmt(f),
            Self::Paths(error) => error.fmt(f),
            Self::Directory(error) => error.fmt(f),
            Self::Lock(error) => error.fmt(f),
            Self::Signals(_) => f.write_str("cannot watch for signals"),
            Self::Bind(error) => error.fmt(f),
            Self::Http(error) => error.fmt(f),
            Self::Runtime(_) => f.write_str("cannot start the async runtime"),
            Self::Main(message) => f.write_str(message),
            Self::Panicked(message) => write!(f, "`main` panicked: {message}"),
        }
    }
}

impl Error for StartError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Name(error) => error.source(),
            Self::Registry(error) => error.source(),
            Self::Check(error) => error.source(),
            Self::Activation(error) => error.source(),
            Self::Paths(error) => error.source(),
            Self::Directory(error) => error.source(),
            Self::Lock(error) => error.source(),
            Self::Signals(error) | Self::Runtime(error) => Some(error),
            Self::Bind(error) => error.source(),
            Self::Http(error) => error.source(),
            Self::Main(_) | Self::Panicked(_) => None,
        }
    }
}

macro_rules! from {
    ($($error:ident => $variant:ident,)*) => {$(
        impl From<$error> for StartError {
            fn from(error: $error) -> Self {
                Self::$variant(error)
            }
        }
    )*};
}

from! {
    NameError => Name,
    RegistryError => Registry,
    CheckError => Check,
    ActivationError => Activation,
    PathsError => Paths,
    DirectoryError => Directory,
    LockError => Lock,
    BindError => Bind,
    HttpError => Http,
}
