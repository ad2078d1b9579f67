//! What only Linux has: abstract names, and a socket from systemd.

use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::FileTypeExt;
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::io::FdFlags;
use rustix::net::sockopt::{socket_acceptconn, socket_domain, socket_type};
use rustix::net::{AddressFamily, SocketAddrUnix, SocketType};

use super::passed::ActivationError;
use super::platform::PassedSocket;

pub(super) fn abstract_address(name: &[u8]) -> rustix::io::Result<SocketAddrUnix> {
    SocketAddrUnix::new_abstract_name(name)
}

/// Takes the passed socket, which no child inherits from now on; `None` if it has been taken before.
///
/// Only to be called when the variables say that there is exactly one.
pub(super) fn take_socket() -> Result<Option<PassedSocket>, ActivationError> {
    static TAKEN: AtomicBool = AtomicBool::new(false);
    if TAKEN.swap(true, Ordering::Relaxed) {
        return Ok(None);
    }
    // Whoever owns a descriptor that is not open closes a stranger's in the end, so look before taking.
    match std::fs::metadata("/proc/self/fd/3") {
        Ok(found) if found.file_type().is_socket() => {}
        Ok(_) => return Err(wrong("not a socket")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(wrong("not open")),
        Err(error) => return Err(error.into()),
    }
    // It reads the variables as we did, and asks for the same PID.
    let passed = sd_listen_fds::get().map_err(std::io::Error::other)?;
    let Some((_, descriptor)) = passed.into_iter().next() else {
        return Ok(None);
    };
    let descriptor = descriptor.into_std();
    rustix::io::fcntl_setfd(&descriptor, FdFlags::CLOEXEC).map_err(std::io::Error::from)?;
    check(descriptor).map(|socket| Some(socket.into()))
}

fn check(socket: OwnedFd) -> Result<OwnedFd, ActivationError> {
    let io = |error| ActivationError::Io(std::io::Error::from(error));
    let wanted = socket.as_fd();
    if socket_domain(wanted).map_err(io)? != AddressFamily::UNIX {
        return Err(wrong("a network socket"));
    }
    if socket_type(wanted).map_err(io)? != SocketType::STREAM {
        return Err(wrong("a Unix socket of another type"));
    }
    if !socket_acceptconn(wanted).map_err(io)? {
        return Err(wrong("a Unix stream socket that does not listen"));
    }
    Ok(socket)
}

fn wrong(what: &'static str) -> ActivationError {
    ActivationError::WrongKind { what }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::os::unix::net::{UnixDatagram, UnixListener, UnixStream};

    use super::*;

    fn refusal(socket: impl Into<OwnedFd>) -> &'static str {
        match check(socket.into()) {
            Err(ActivationError::WrongKind { what }) => what,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn takes_a_listening_unix_stream_socket_and_nothing_else() {
        let temp = crate::fixtures::temp_dir();
        let listener = UnixListener::bind(temp.path().join("d.sock")).unwrap();
        assert!(check(listener.into()).is_ok());
        let (stream, _other) = UnixStream::pair().unwrap();
        assert_eq!(refusal(stream), "a Unix stream socket that does not listen");
        assert_eq!(
            refusal(UnixDatagram::unbound().unwrap()),
            "a Unix socket of another type"
        );
        assert_eq!(
            refusal(TcpListener::bind("127.0.0.1:0").unwrap()),
            "a network socket"
        );
    }
}
