//! A pipe that is served: there is always an instance that waits for the next client.

use std::io;
use std::time::Duration;

use tokio::net::windows::named_pipe::NamedPipeServer;

use super::bind::Maker;
use super::stream::Stream;
use crate::ipc::transport::{Peer, SocketState};
use crate::windows::pipe;

/// How long the last client may take to be seen after the listening has ended.
const LAST_CLIENT: Duration = Duration::from_millis(5);

/// A pipe that accepts clients.
#[derive(Debug)]
pub(crate) struct Listener {
    maker: Maker,
    /// For the next client; none if it could not be made.
    waiting: Option<NamedPipeServer>,
}

/// The name of a pipe that is served: nothing that could be removed, and nothing that is left.
#[derive(Debug)]
pub(crate) struct SocketFile;

impl Listener {
    pub(super) fn new(maker: Maker, waiting: NamedPipeServer) -> Self {
        Self {
            maker,
            waiting: Some(waiting),
        }
    }

    /// Waits for the next client.
    ///
    /// # Cancel safety
    ///
    /// Cancel safe: a client that has come is there at the next call.
    pub(crate) async fn accept(&mut self) -> io::Result<(Stream, Peer)> {
        let waiting = match &mut self.waiting {
            Some(waiting) => waiting,
            none => none.insert(self.maker.next()?),
        };
        if let Err(error) = wait_for_client(waiting).await {
            // Whatever has become of it, the next one waits in a new one.
            self.waiting = None;
            return Err(error);
        }
        // Before the one that has its client is handed over, so that the name is never without one.
        let next = self.maker.next().inspect_err(|error| {
            tracing::warn!(%error, "cannot wait for another client yet");
        });
        let Some(pipe) = std::mem::replace(&mut self.waiting, next.ok()) else {
            return Err(io::ErrorKind::NotConnected.into());
        };
        let peer = Peer {
            pid: pipe::client_of(&pipe),
            uid: None,
            gid: None,
        };
        Ok((Stream::new(pipe), peer))
    }

    /// Ends the listening and gives the client that has just come, if there is one.
    pub(crate) async fn close(&mut self) -> Vec<(Stream, Peer)> {
        let Some(waiting) = self.waiting.take() else {
            return Vec::new();
        };
        match tokio::time::timeout(LAST_CLIENT, wait_for_client(&waiting)).await {
            Ok(Ok(())) => {
                let peer = Peer {
                    pid: pipe::client_of(&waiting),
                    uid: None,
                    gid: None,
                };
                vec![(Stream::new(waiting), peer)]
            }
            _ => Vec::new(),
        }
    }
}

async fn wait_for_client(waiting: &NamedPipeServer) -> io::Result<()> {
    waiting.connect().await?;
    // Only now tokio knows that it can be written to at once.
    waiting.writable().await
}

impl SocketFile {
    /// There is nothing to remove: the name is gone with its last instance.
    #[expect(clippy::unused_self, reason = "elsewhere it is a file")]
    pub(crate) fn unlink(&self) {}

    /// Nobody can take the name away.
    #[expect(clippy::unused_self, reason = "elsewhere it is a file")]
    pub(crate) fn state(&self) -> SocketState {
        SocketState::Ours
    }
}
