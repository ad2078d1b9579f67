//! Windows has no supervisor that speaks this protocol; its services are something else.

use std::ffi::OsStr;
use std::io;
use std::path::PathBuf;

use super::passed::ActivationError;

/// There are none.
#[derive(Debug)]
pub(crate) enum PassedSocket {}

/// There are none.
#[derive(Debug)]
pub(super) enum Channel {}

impl Channel {
    pub(super) fn open(_named: &OsStr) -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn send(&self, _message: &str) -> io::Result<()> {
        match *self {}
    }

    pub(super) fn try_send(&self, _message: &str) -> io::Result<()> {
        match *self {}
    }
}

#[expect(clippy::unnecessary_wraps, reason = "as on Linux")]
pub(super) fn take_socket() -> Result<Option<PassedSocket>, ActivationError> {
    Ok(None)
}

/// Only asked for a message, and there are none.
pub(super) fn monotonic_usec() -> i64 {
    0
}

pub(super) fn path_of(socket: &PassedSocket) -> Option<PathBuf> {
    match *socket {}
}
