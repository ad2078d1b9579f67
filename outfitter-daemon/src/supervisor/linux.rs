//! What only Linux has: abstract names, and a socket from systemd.

use std::ffi::OsStr;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::FileTypeExt;
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::io::FdFlags;
use socket2::{Domain, SockAddr, SockRef, Type};

use super::passed::ActivationError;
use super::platform::PassedSocket;

pub(super) fn abstract_address(name: &[u8]) -> io::Result<SockAddr> {
    // An abstract name begins with a zero (unix(7)).
    SockAddr::unix(OsStr::from_bytes(&[b"\0", name].concat()))
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
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(wrong("not open")),
        Err(error) => return Err(error.into()),
    }
    // It reads the variables as we did, and asks for the same PID.
    let passed = sd_listen_fds::get().map_err(io::Error::other)?;
    let Some((_, descriptor)) = passed.into_iter().next() else {
        return Ok(None);
    };
    let descriptor = descriptor.into_std();
    rustix::io::fcntl_setfd(&descriptor, FdFlags::CLOEXEC).map_err(io::Error::from)?;
    check(descriptor).map(|socket| Some(socket.into()))
}

fn check(socket: OwnedFd) -> Result<OwnedFd, ActivationError> {
    let passed = SockRef::from(&socket);
    if passed.domain()? != Domain::UNIX {
        return Err(wrong("a network socket"));
    }
    if passed.r#type()? != Type::STREAM {
        return Err(wrong("a Unix socket of another type"));
    }
    if !passed.is_listener()? {
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
