//! New sockets where only afterwards can be said that they do not block and that no child has them.

use std::os::fd::{AsFd, OwnedFd};

use rustix::io::FdFlags;
use rustix::net::{AddressFamily, SocketType};

pub(super) fn new_socket() -> rustix::io::Result<OwnedFd> {
    rustix::net::socket(AddressFamily::UNIX, SocketType::STREAM, None).and_then(set_up)
}

pub(super) fn accept(listener: impl AsFd) -> rustix::io::Result<OwnedFd> {
    rustix::net::accept(listener).and_then(set_up)
}

fn set_up(socket: OwnedFd) -> rustix::io::Result<OwnedFd> {
    rustix::io::fcntl_setfd(&socket, FdFlags::CLOEXEC)?;
    rustix::io::ioctl_fionbio(&socket, true)?;
    Ok(socket)
}
