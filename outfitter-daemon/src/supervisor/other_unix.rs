//! Unix without systemd: neither abstract names nor passed sockets.

use rustix::io::Errno;
use rustix::net::SocketAddrUnix;

use super::passed::ActivationError;
use super::platform::PassedSocket;

pub(super) fn abstract_address(_: &[u8]) -> rustix::io::Result<SocketAddrUnix> {
    Err(Errno::AFNOSUPPORT)
}

#[expect(clippy::unnecessary_wraps, reason = "as on Linux")]
pub(super) fn take_socket() -> Result<Option<PassedSocket>, ActivationError> {
    Ok(None)
}
