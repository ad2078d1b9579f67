//! A socket that is bound: accepting on it, and knowing its file again.

use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, Stat};
use rustix::io::Errno;
use socket2::{SockRef, Socket};
use tokio::net::UnixListener;

use super::{Stream, peer_of};
use crate::ipc::transport::{Peer, SocketState};

/// A bound socket that accepts connections.
#[derive(Debug)]
pub(crate) struct Listener {
    pub(super) socket: UnixListener,
    /// Whether it is the supervisor's, who goes on listening when we do not.
    pub(super) passed: bool,
}

/// The file of a bound socket, which is removed only by whom it belongs to.
#[derive(Debug)]
pub(crate) struct SocketFile {
    pub(super) path: PathBuf,
    /// Device and inode of the socket file.
    pub(super) identity: (i128, u64),
}

impl Listener {
    /// Waits for the next client.
    pub(crate) async fn accept(&mut self) -> io::Result<(Stream, Peer)> {
        let (stream, _) = self.socket.accept().await?;
        let peer = peer_of(&stream)?;
        Ok((stream, peer))
    }

    /// Ends the listening and gives the clients that are queued, so that none of them is lost.
    ///
    /// After shutdown(2) the kernel queues no more (unix(7)); only then is the end of the queue the end.
    #[expect(
        clippy::unused_async,
        reason = "other platforms have to wait for what is under way"
    )]
    pub(crate) async fn close(&mut self) -> Vec<(Stream, Peer)> {
        if self.passed {
            // Those in the queue are for the daemon that the supervisor starts next.
            return Vec::new();
        }
        if let Err(error) = SockRef::from(&self.socket).shutdown(std::net::Shutdown::Read) {
            tracing::debug!(%error, "the socket does not listen any more");
        }
        let mut queued = Vec::new();
        while let Some(client) = self.accept_queued() {
            queued.extend(client.ok());
        }
        queued
    }

    /// The next client of the queue, without the runtime, which may not have heard of it yet.
    fn accept_queued(&self) -> Option<io::Result<(Stream, Peer)>> {
        let client = loop {
            match SockRef::from(&self.socket).accept() {
                Err(error) if is_passing(&error) => {}
                Err(_) => return None,
                Ok((client, _)) => break client,
            }
        };
        Some(to_stream(client).and_then(|stream| peer_of(&stream).map(|peer| (stream, peer))))
    }
}

/// An interruption, or a client that has gone already (accept(2)): there may be others behind it.
fn is_passing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::Interrupted | io::ErrorKind::ConnectionAborted
    )
}

fn to_stream(client: Socket) -> io::Result<Stream> {
    client.set_nonblocking(true)?;
    Stream::from_std(client.into())
}

impl SocketFile {
    /// Removes the socket file, if it is still the one that was bound here.
    pub(crate) fn unlink(&self) {
        if self.state() == SocketState::Ours
            && let Err(error) = std::fs::remove_file(&self.path)
        {
            tracing::warn!(path = %self.path.display(), %error, "cannot remove the socket");
        }
    }

    /// What has become of it.
    pub(crate) fn state(&self) -> SocketState {
        match look(&self.path) {
            Ok(Some(found)) if identity(&found) == self.identity => SocketState::Ours,
            Ok(Some(_)) => SocketState::Foreign,
            Ok(None) | Err(Errno::NOTDIR) => SocketState::Gone,
            // It cannot be seen at the moment, which says nothing about it.
            Err(_) => SocketState::Ours,
        }
    }
}

/// What is at `path` itself; a link is not followed.
pub(super) fn look(path: &Path) -> rustix::io::Result<Option<Stat>> {
    match rustix::fs::statat(rustix::fs::CWD, path, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(stat) => Ok(Some(stat)),
        Err(Errno::NOENT) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Device and inode.
pub(super) fn identity(stat: &Stat) -> (i128, u64) {
    (stat.st_dev.into(), stat.st_ino)
}
