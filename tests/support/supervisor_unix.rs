//! What a daemon's supervisor does, for tests.

use std::io;
use std::os::unix::net::{UnixDatagram, UnixListener, UnixStream};
use std::path::PathBuf;
use std::time::Duration;

use tempfile::TempDir;

use crate::LIMIT;

/// The end of a supervisor to which daemons send messages.
#[derive(Debug)]
pub struct Supervisor {
    folder: TempDir,
    socket: UnixDatagram,
    /// The value of `NOTIFY_SOCKET`.
    pub address: String,
}

impl Supervisor {
    /// One that listens at a path.
    ///
    /// # Panics
    ///
    /// If it cannot.
    pub fn at_path() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("notify");
        let socket = UnixDatagram::bind(&path).expect("a socket");
        let address = path.display().to_string();
        Self {
            folder,
            socket,
            address,
        }
    }

    /// One that listens at a name without a file.
    ///
    /// # Panics
    ///
    /// If it cannot.
    #[cfg(target_os = "linux")]
    pub fn at_abstract_name() -> Self {
        use std::os::linux::net::SocketAddrExt;
        use std::os::unix::net::SocketAddr;
        let folder = tempfile::tempdir().expect("a folder");
        // As unique as the folder.
        let name = folder.path().display().to_string();
        let address = SocketAddr::from_abstract_name(name.as_bytes()).expect("a name");
        let socket = UnixDatagram::bind_addr(&address).expect("a socket");
        Self {
            folder,
            socket,
            address: format!("@{name}"),
        }
    }

    /// The next message.
    ///
    /// # Panics
    ///
    /// If there is none before [`LIMIT`].
    #[track_caller]
    pub fn next(&self) -> String {
        self.next_within(LIMIT)
            .unwrap_or_else(|| panic!("no message after {LIMIT:?}"))
    }

    /// The next message; none if there is none after `limit`.
    ///
    /// # Panics
    ///
    /// If the socket is broken.
    pub fn next_within(&self, limit: Duration) -> Option<String> {
        self.socket.set_read_timeout(Some(limit)).expect("a limit");
        receive(&self.socket)
    }

    /// A message that has been sent already.
    ///
    /// # Panics
    ///
    /// If the socket is broken.
    pub fn next_now(&self) -> Option<String> {
        self.socket.set_nonblocking(true).expect("a socket");
        let message = receive(&self.socket);
        self.socket.set_nonblocking(false).expect("a socket");
        message
    }

    /// A socket for a daemon to connect to before it goes on.
    ///
    /// # Panics
    ///
    /// If it cannot be bound.
    pub fn gate(&self) -> Gate {
        let path = self.folder.path().join("gate");
        let listener = UnixListener::bind(&path).expect("a socket");
        Gate { path, listener }
    }
}

/// Where a daemon waits for the test.
#[derive(Debug)]
pub struct Gate {
    /// The socket.
    pub path: PathBuf,
    listener: UnixListener,
}

impl Gate {
    /// Waits until a daemon is there; dropping what is returned lets it go on.
    ///
    /// # Panics
    ///
    /// If the connection breaks.
    pub fn reached(&self) -> UnixStream {
        self.listener.accept().expect("a connection").0
    }
}

fn receive(socket: &UnixDatagram) -> Option<String> {
    let mut message = [0; 4096];
    match socket.recv(&mut message) {
        Ok(length) => Some(String::from_utf8_lossy(&message[..length]).into_owned()),
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => None,
        Err(error) => panic!("{error}"),
    }
}
