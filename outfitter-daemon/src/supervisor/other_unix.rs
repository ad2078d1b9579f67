//! Unix without systemd: neither abstract names nor passed sockets.

use std::io;

use socket2::SockAddr;

use super::passed::ActivationError;
use super::platform::PassedSocket;

pub(super) fn abstract_address(_: &[u8]) -> io::Result<SockAddr> {
    Err(io::ErrorKind::Unsupported.into())
}

#[expect(clippy::unnecessary_wraps, reason = "as on Linux")]
pub(super) fn take_socket() -> Result<Option<PassedSocket>, ActivationError> {
    Ok(None)
}
