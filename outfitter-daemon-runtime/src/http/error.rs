//! What keeps a daemon from serving HTTP.

use std::error::Error;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::{fmt, io};

use crate::exit::DaemonExit;

/// Why a daemon that is to serve HTTP on a port cannot start.
#[derive(Debug)]
#[non_exhaustive]
pub enum HttpError {
    /// The address cannot be read.
    Address {
        /// What was given.
        given: String,
        /// Where: the variable, or the program.
        place: String,
    },
    /// The address can be reached from other machines.
    NotLoopback {
        /// The address.
        address: SocketAddr,
        /// Where it was given: the variable, or the program.
        place: String,
    },
    /// The token is too short to keep anybody out.
    Token {
        /// The variable.
        variable: String,
        /// How many characters it must have.
        least: usize,
        /// How many it may have.
        most: usize,
    },
    /// The token cannot be made or kept.
    TokenFile {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The port cannot be had.
    Bind {
        /// The address.
        address: SocketAddr,
        /// The variable that gives another one.
        variable: String,
        /// Why not.
        source: io::Error,
    },
}

impl fmt::Display for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address { given, place } => write!(
                f,
                "{place} is `{given}`, which is no address for HTTP; give a loopback address and a port, as in \
                 `127.0.0.1:1987`, or `off`"
            ),
            Self::NotLoopback { address, place } => write!(
                f,
                "{place} is `{address}`, which other machines can reach; HTTP is served to this machine alone: use \
                 `127.0.0.1:{}`",
                address.port()
            ),
            Self::Token {
                variable,
                least,
                most,
            } => write!(
                f,
                "the token in `{variable}` is no secret; use {least} to {most} visible ASCII characters, or unset it \
                 and read the one that the daemon makes"
            ),
            Self::TokenFile { path, .. } => {
                write!(f, "cannot write the token for HTTP to `{}`", path.display())
            }
            Self::Bind {
                address, variable, ..
            } => write!(
                f,
                "cannot listen on {address} for HTTP (set `{variable}` to another address, or to `off`)"
            ),
        }
    }
}

impl Error for HttpError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::TokenFile { source, .. } | Self::Bind { source, .. } => Some(source),
            Self::Address { .. } | Self::NotLoopback { .. } | Self::Token { .. } => None,
        }
    }
}

impl HttpError {
    /// How the daemon ends because of it.
    pub(crate) fn exit(&self) -> DaemonExit {
        match self {
            Self::Address { .. } | Self::NotLoopback { .. } | Self::Token { .. } => DaemonExit::Config,
            Self::TokenFile { .. } | Self::Bind { .. } => DaemonExit::OsError,
        }
    }
}
