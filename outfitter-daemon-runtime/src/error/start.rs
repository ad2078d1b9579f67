//! What keeps a daemon from starting.

use std::io;

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
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The name is not usable.
    #[error(transparent)]
    Name(#[from] NameError),
    /// Handlers are missing, doubled, or ask for a state that nobody provides.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// The health checks do not fit together.
    #[error(transparent)]
    Check(#[from] CheckError),
    /// What the supervisor passed is not a socket that a daemon can accept connections on.
    #[error(transparent)]
    Activation(#[from] ActivationError),
    /// No place for the daemon's files.
    #[error(transparent)]
    Paths(#[from] PathsError),
    /// The daemon's directory is not safe.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    /// The lock cannot be taken, though nobody holds it.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The signal handlers cannot be installed.
    #[error("cannot watch for signals")]
    Signals(#[source] io::Error),
    /// The socket cannot be bound.
    #[error(transparent)]
    Bind(#[from] BindError),
    /// HTTP cannot be served where it was asked for.
    #[error(transparent)]
    Http(#[from] HttpError),
    /// The runtime cannot be made.
    #[error("cannot start the async runtime")]
    Runtime(#[source] io::Error),
    /// `main` returned an error.
    #[error("{0}")]
    Main(String),
    /// `main` panicked.
    #[error("`main` panicked: {0}")]
    Panicked(String),
}
