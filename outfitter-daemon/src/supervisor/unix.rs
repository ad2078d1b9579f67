//! Datagrams to the supervisor.

use std::ffi::OsStr;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::UnixDatagram;
use std::path::PathBuf;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use socket2::{SockAddr, Socket};

#[cfg(target_os = "linux")]
use super::linux as system;
#[cfg(not(target_os = "linux"))]
use super::other_unix as system;

pub(super) use system::take_socket;

/// A socket that listens already.
pub(crate) type PassedSocket = std::os::unix::net::UnixListener;

/// How long a message that must not be lost waits for a supervisor that does not read.
const PATIENCE: Duration = Duration::from_millis(500);

/// The way to the supervisor.
#[derive(Debug)]
pub(super) struct Channel {
    socket: Socket,
    /// Kept instead of connecting, so that a supervisor that makes its socket anew is still reached.
    address: SockAddr,
}

impl Channel {
    /// Opens it; `named` is a path or, on Linux, `@` and an abstract name.
    pub(super) fn open(named: &OsStr) -> io::Result<Self> {
        let address = match named.as_bytes() {
            [b'/', ..] => SockAddr::unix(named)?,
            [b'@', name @ ..] => system::abstract_address(name)?,
            _ => return Err(io::ErrorKind::Unsupported.into()),
        };
        let socket = UnixDatagram::unbound()?;
        socket.set_write_timeout(Some(PATIENCE))?;
        Ok(Self {
            socket: socket.into(),
            address,
        })
    }

    /// Sends a message, and waits a little if the supervisor is busy.
    pub(super) fn send(&self, message: &str) -> io::Result<()> {
        self.send_with(message, 0)
    }

    /// Sends a message, unless the supervisor is busy.
    pub(super) fn try_send(&self, message: &str) -> io::Result<()> {
        self.send_with(message, libc::MSG_DONTWAIT)
    }

    fn send_with(&self, message: &str, flags: i32) -> io::Result<()> {
        loop {
            // A datagram is sent as a whole or not at all.
            match self
                .socket
                .send_to_with_flags(message.as_bytes(), &self.address, flags)
            {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                sent => return sent.map(drop),
            }
        }
    }
}

/// The clock by which a supervisor tells which of two reloads a message belongs to, in microseconds.
pub(super) fn monotonic_usec() -> i64 {
    let now = clock_gettime(ClockId::Monotonic);
    now.tv_sec * 1_000_000 + now.tv_nsec / 1_000
}

/// The absolute path that a socket is bound to.
pub(super) fn path_of(socket: &PassedSocket) -> Option<PathBuf> {
    let address = socket.local_addr().ok()?;
    address
        .as_pathname()
        .filter(|path| path.is_absolute())
        .map(ToOwned::to_owned)
}
