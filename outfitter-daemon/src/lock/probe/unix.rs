//! Asking a Unix socket by connecting to it.

use std::path::Path;

use rustix::io::Errno;
use rustix::net::{AddressFamily, SocketAddrUnix, SocketType};

/// Whether it is certain that nobody listens at `socket`: there is none, or it refuses.
///
/// A daemon that is busy or stopped does not refuse. It never waits: a connection to a Unix socket is made
/// or refused at once, and where the listener's queue is full, that is an answer too.
pub(in crate::lock) fn refuses(socket: &Path) -> bool {
    let connect = || -> Result<(), Errno> {
        let address = SocketAddrUnix::new(socket)?;
        let stream = rustix::net::socket(AddressFamily::UNIX, SocketType::STREAM, None)?;
        rustix::io::fcntl_setfd(&stream, rustix::io::FdFlags::CLOEXEC)?;
        rustix::io::ioctl_fionbio(&stream, true)?;
        rustix::net::connect(&stream, &address)
    };
    matches!(connect(), Err(Errno::CONNREFUSED | Errno::NOENT))
}

#[cfg(test)]
mod tests {
    use std::os::unix::net::UnixListener;

    use super::*;

    #[test]
    fn only_a_socket_that_nobody_listens_at_refuses() {
        let temp = crate::fixtures::temp_dir();
        let socket = temp.path().join("daemon.sock");
        assert!(refuses(&socket), "missing");
        let listener = UnixListener::bind(&socket).unwrap();
        assert!(!refuses(&socket), "somebody listens");
        drop(listener);
        assert!(refuses(&socket), "left behind");
        assert!(!refuses(&temp.path().join("x".repeat(200))), "cannot be asked");
    }
}
