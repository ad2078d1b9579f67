//! Unix domain sockets.

#[cfg(feature = "daemon")]
mod bind;
mod blocking;
#[cfg(feature = "daemon")]
mod hang_up;
#[cfg(feature = "daemon")]
mod listener;
#[cfg(feature = "daemon")]
mod passed;
#[cfg(feature = "http")]
mod peek;

use std::io;
use std::path::Path;
use std::time::Duration;

pub(crate) use tokio::net::UnixStream as Stream;
pub(crate) use tokio::net::UnixStream as ClientStream;

use super::Peer;
use crate::ipc::error::ConnectionError;

pub(crate) use blocking::{BlockingStream, to_blocking};

#[cfg(feature = "daemon")]
pub(crate) use bind::{bind, bind_again};
#[cfg(feature = "daemon")]
pub(crate) use hang_up::HangUp;
#[cfg(feature = "daemon")]
pub(crate) use listener::{Listener, SocketFile};
#[cfg(feature = "daemon")]
pub(crate) use passed::listen_on;

/// Connects to the socket at `path`, whose server must run as this user (or as root).
///
/// # Errors
///
/// [`ConnectionError::StaleSocket`] if nobody listens on a socket that is there, `Refused` if there is none,
/// `Timeout` if the server's queue stays full, `Untrusted` if another user's process listens.
pub(crate) async fn connect(path: &Path, within: Duration) -> Result<Stream, ConnectionError> {
    let connecting = tokio::time::timeout(within, connect_patiently(path));
    let timeout = |_| ConnectionError::Timeout {
        socket_path: path.to_owned(),
        timeout: within,
    };
    let stream = connecting
        .await
        .map_err(timeout)?
        .map_err(|error| explain(path, error))?;
    let server = peer_of(&stream).map_err(|error| explain(path, error))?;
    let ours = rustix::process::geteuid().as_raw();
    match server.uid {
        Some(uid) if uid != ours && uid != 0 => Err(ConnectionError::Untrusted {
            socket_path: path.to_owned(),
            owner: format!("uid {uid}"),
        }),
        _ => Ok(stream),
    }
}

/// The process that listens at `path`, by its number here; none if there is none, or it lives elsewhere.
#[cfg(feature = "control")]
pub(crate) async fn server_at(path: &Path, within: Duration) -> Option<i64> {
    let stream = connect(path, within).await.ok()?;
    peer_of(&stream).ok()?.pid.map(i64::from)
}

/// A full queue is `EAGAIN` for a socket that does not block, and nothing says when it empties (connect(2)).
async fn connect_patiently(path: &Path) -> io::Result<Stream> {
    let mut pause = Duration::from_millis(1);
    loop {
        match Stream::connect(path).await {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(Duration::from_millis(50));
            }
            result => return result,
        }
    }
}

/// Two connected ends without a path, for a server and a client in one process; and who each of them is.
#[cfg(all(feature = "daemon", feature = "testing"))]
pub(crate) fn pair() -> io::Result<(Stream, Stream, Peer)> {
    let (server, client) = Stream::pair()?;
    let peer = peer_of(&server)?;
    Ok((server, client, peer))
}

#[cfg(feature = "daemon")]
impl super::Input for Stream {
    fn refuse(&self) {
        if let Err(error) = socket2::SockRef::from(self).shutdown(std::net::Shutdown::Read) {
            tracing::debug!(%error, "the client has gone already");
        }
    }

    /// It is closed when it is dropped.
    fn abandon(&self) {}

    fn watch(&self) -> io::Result<HangUp> {
        HangUp::of(self)
    }
}

/// Who is at the other end (`SO_PEERCRED`, unix(7)); for a client, whoever called listen(2).
pub(super) fn peer_of(stream: &Stream) -> io::Result<Peer> {
    let credentials = stream.peer_cred()?;
    Ok(Peer {
        pid: credentials
            .pid()
            .and_then(|pid| u32::try_from(pid).ok())
            .filter(|pid| *pid > 0),
        uid: Some(credentials.uid()),
        gid: Some(credentials.gid()),
    })
}

fn explain(path: &Path, source: io::Error) -> ConnectionError {
    let socket_path = path.to_owned();
    match source.kind() {
        io::ErrorKind::ConnectionRefused if is_socket(path) => {
            let pid = path
                .parent()
                .and_then(|dir| crate::lock::read_lock_pid(dir.join("daemon.lock")).ok()?);
            ConnectionError::StaleSocket { socket_path, pid }
        }
        // Linux also refuses a connection to a regular file.
        _ => ConnectionError::Refused { socket_path, source },
    }
}

fn is_socket(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    std::fs::symlink_metadata(path).is_ok_and(|metadata| metadata.file_type().is_socket())
}
