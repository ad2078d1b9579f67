//! New Unix sockets that do not block and that no child has.

use std::io;
use std::path::Path;

use socket2::{Domain, SockAddr, Socket, Type};

pub(crate) fn new() -> io::Result<Socket> {
    let socket = Socket::new(Domain::UNIX, Type::STREAM, None)?;
    socket.set_nonblocking(true)?;
    Ok(socket)
}

/// Connects to `path` without waiting: it is made or refused at once, or the listener's queue is full.
pub(crate) fn connect(path: &Path) -> io::Result<Socket> {
    let address = SockAddr::unix(path)?;
    let socket = new()?;
    socket.connect(&address)?;
    Ok(socket)
}
