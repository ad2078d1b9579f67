//! A pipe that is served: there are always instances that wait for the next clients.

use std::fmt;
use std::future::poll_fn;
use std::io;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::net::windows::named_pipe::NamedPipeServer;

use super::bind::Maker;
use super::stream::Stream;
use crate::ipc::transport::{Peer, SocketState};
use crate::task::Boxed;
use crate::windows::pipe;

/// How many clients may come at the same time. One that finds no instance has to try again, and of those that do
/// the most insistent is served first.
const BACKLOG: usize = 4;
/// How long the last clients may take to be seen after the listening has ended.
const LAST_CLIENTS: Duration = Duration::from_millis(5);

/// A pipe that accepts clients.
pub(crate) struct Listener {
    maker: Maker,
    /// The instances, each for one client, which it has when it is given back.
    waiting: Vec<Boxed<io::Result<NamedPipeServer>>>,
}

/// The name of a pipe that is served: nothing that could be removed, and nothing that is left.
#[derive(Debug)]
pub(crate) struct SocketFile;

impl fmt::Debug for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let waiting = self.waiting.len();
        f.debug_struct("Listener")
            .field("maker", &self.maker)
            .field("waiting", &waiting)
            .finish()
    }
}

impl Listener {
    pub(super) fn new(maker: Maker, first: NamedPipeServer) -> Self {
        let mut listener = Self {
            maker,
            waiting: vec![Box::pin(wait_for_client(first))],
        };
        listener.fill_if_possible();
        listener
    }

    /// Waits for the next client.
    ///
    /// # Cancel safety
    ///
    /// Cancel safe: a client that has come is there at the next call.
    pub(crate) async fn accept(&mut self) -> io::Result<(Stream, Peer)> {
        if self.waiting.is_empty() {
            self.fill()?;
        }
        let pipe = poll_fn(|cx| self.poll_accept(cx)).await;
        // Before the one that has its client is handed over, so that the name is never without one.
        self.fill_if_possible();
        Ok(connected(pipe?))
    }

    /// The first that has a client. Whatever has become of one that has failed, another takes its place.
    fn poll_accept(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<NamedPipeServer>> {
        for at in 0..self.waiting.len() {
            if let Poll::Ready(pipe) = self.waiting[at].as_mut().poll(cx) {
                drop(self.waiting.remove(at));
                return Poll::Ready(pipe);
            }
        }
        Poll::Pending
    }

    /// Makes as many instances as there are to be.
    fn fill(&mut self) -> io::Result<()> {
        while self.waiting.len() < BACKLOG {
            self.waiting.push(Box::pin(wait_for_client(self.maker.next()?)));
        }
        Ok(())
    }

    fn fill_if_possible(&mut self) {
        if let Err(error) = self.fill() {
            let left = self.waiting.len();
            tracing::warn!(%error, left, "fewer clients can come at the same time");
        }
    }

    /// Ends the listening and gives the clients that have just come.
    pub(crate) async fn close(&mut self) -> Vec<(Stream, Peer)> {
        let mut last = Vec::new();
        let all = async {
            while !self.waiting.is_empty() {
                let pipe = poll_fn(|cx| self.poll_accept(cx)).await;
                last.extend(pipe.ok().map(connected));
            }
        };
        // Most of them wait in vain.
        drop(tokio::time::timeout(LAST_CLIENTS, all).await);
        self.waiting.clear();
        last
    }
}

fn connected(pipe: NamedPipeServer) -> (Stream, Peer) {
    let peer = Peer {
        pid: pipe::client_of(&pipe),
        uid: None,
        gid: None,
    };
    (Stream::new(pipe), peer)
}

async fn wait_for_client(waiting: NamedPipeServer) -> io::Result<NamedPipeServer> {
    waiting.connect().await?;
    // Only now tokio knows that it can be written to at once.
    waiting.writable().await?;
    Ok(waiting)
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

#[cfg(test)]
mod tests {
    use tokio::net::windows::named_pipe::{ClientOptions, NamedPipeClient};

    use super::*;
    use crate::fixtures::{socket_in, temp_dir};
    use crate::ipc::transport::{Access, bind};

    /// A listener, and clients that came before it was asked for the first.
    fn crowded() -> (Listener, Vec<NamedPipeClient>) {
        let path = socket_in(temp_dir().path());
        let (listener, _) = bind(&path, &Access::default()).unwrap();
        let clients = (0..BACKLOG).map(|_| ClientOptions::new().open(&path).unwrap());
        (listener, clients.collect())
    }

    #[tokio::test]
    async fn several_clients_may_come_before_the_first_is_accepted() {
        let (mut listener, clients) = crowded();
        for _ in &clients {
            let (_, peer) = listener.accept().await.unwrap();
            assert_eq!(peer.pid, Some(std::process::id()));
        }
        assert_eq!(listener.waiting.len(), BACKLOG, "there is room for as many again");
    }

    #[tokio::test]
    async fn those_that_have_come_are_given_at_the_end() {
        let (mut listener, clients) = crowded();
        assert_eq!(listener.close().await.len(), clients.len());
    }
}
