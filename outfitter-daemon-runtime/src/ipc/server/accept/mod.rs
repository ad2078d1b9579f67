//! The accept loop: from the first client to the last, and what it does in between when there is none.

mod event;
mod pause;

use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::task::{JoinError, JoinSet};
use tokio::time::Instant;

use event::Event;
use pause::Pause;

use super::first_bytes;
use super::shared::Shared;
use crate::alarm::Alarm;
use crate::closing::Closing;
use crate::ipc::refusal::Refusal;
use crate::ipc::transport::{self, Access, BindError, Listener, Peer, SocketFile, SocketState, Stream};
use crate::ipc::wire::{self, Id, code};
use crate::lifecycle::StopReason;
use crate::task::Boxed;

/// When to look at lock and socket for the first time.
const FIRST_CHECK: Duration = Duration::from_secs(1);

/// The socket's file; none if the socket was bound by somebody else.
pub(crate) type File = Arc<Mutex<Option<SocketFile>>>;

/// What an accept loop goes by.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    pub(super) path: PathBuf,
    pub(super) access: Access,
    /// How long there may be no connection before the daemon stops.
    pub(super) idle: Option<Duration>,
    /// How often to look whether lock and socket are still there.
    pub(super) self_check: Duration,
}

/// An accept loop at work, with the connections that it has admitted. Dropping it drops them all.
pub(super) struct Acceptor {
    listener: Listener,
    /// Unset when the listener has been closed: it would then seem to be ready for ever.
    listening: bool,
    file: File,
    shared: Arc<Shared>,
    rules: Rules,
    closing: Closing,
    connections: JoinSet<()>,
    pause: Pause,
    /// Set while the process is out of descriptors.
    resume: Option<Instant>,
    /// When the last connection ended.
    idle_since: Instant,
    /// When to look at lock and socket again, and how long that is after the last time.
    check: Alarm,
    check_after: Duration,
}

impl Acceptor {
    pub(super) fn new(
        listener: Listener,
        file: File,
        shared: Arc<Shared>,
        rules: Rules,
        closing: Closing,
    ) -> Self {
        let first_check = FIRST_CHECK.min(rules.self_check);
        Self {
            listener,
            listening: true,
            file,
            shared,
            rules,
            closing,
            connections: JoinSet::new(),
            pause: Pause::default(),
            resume: None,
            idle_since: Instant::now(),
            check: Alarm::new(Instant::now() + first_check),
            check_after: first_check,
        }
    }

    /// Soon after the start, when others may be starting too, and then more and more seldom.
    fn next_check(&mut self) -> Instant {
        self.check_after = (self.check_after * 2).min(self.rules.self_check);
        Instant::now() + self.check_after
    }

    /// Accepts until it is told to close, then answers what is queued and waits for the connections.
    pub(super) async fn run(mut self) {
        let mut closing = self.closing.begun();
        loop {
            match self.event(&mut closing).await {
                Event::Closing => break,
                Event::Ended(ended) => self.ended(ended),
                Event::Check => {
                    let next = self.next_check();
                    self.check.set(next);
                    self.look_after().await;
                }
                Event::Resume => self.resume = None,
                Event::Idle => self.retire().await,
                Event::Accepted(accepted) => self.admit(accepted),
            }
        }
        for (stream, peer) in self.stop_listening().await {
            self.serve(stream, peer);
        }
        while let Some(ended) = self.connections.join_next().await {
            log_end(ended);
        }
    }

    async fn stop_listening(&mut self) -> Vec<(Stream, Peer)> {
        self.listening = false;
        self.listener.close().await
    }

    fn admit(&mut self, accepted: io::Result<(Stream, Peer)>) {
        match accepted {
            Ok((stream, peer)) => {
                self.pause = Pause::default();
                self.serve(stream, peer);
            }
            Err(error) => {
                tracing::warn!(%error, "cannot accept a connection; waiting");
                self.resume = Some(Instant::now() + self.pause.next());
            }
        }
    }

    fn serve(&mut self, stream: Stream, peer: Peer) {
        if !self.rules.access.allows(peer) {
            tracing::warn!(?peer, "turned away a process of another user");
            return;
        }
        if self.connections.len() >= self.shared.limits.max_connections {
            return turn_away(&stream, peer, self.shared.limits.max_connections);
        }
        let closing = self.closing.begun();
        let serving = first_bytes::serve(stream, peer, &self.shared, closing);
        let serving: Boxed<()> = Box::pin(Logged(serving));
        self.connections.spawn(serving);
    }

    fn ended(&mut self, ended: Result<(), JoinError>) {
        log_end(ended);
        self.idle_since = Instant::now();
        // There is a descriptor again for whoever waits.
        self.resume = None;
    }

    /// When the daemon is to stop if nobody connects.
    fn idle_at(&self) -> Option<Instant> {
        let idle = self
            .rules
            .idle
            .filter(|_| self.connections.is_empty() && self.shared.is_running())?;
        self.idle_since.checked_add(idle)
    }

    /// Stops the daemon for want of clients, unless one has come in this very moment: no client is left in
    /// the queue of a daemon that is gone.
    async fn retire(&mut self) {
        self.remove_file();
        let queued = self.stop_listening().await;
        if queued.is_empty() {
            tracing::info!("no client for {:?}", self.rules.idle.unwrap_or_default());
            self.shared.request_stop(StopReason::Idle);
            // The socket is gone, so there is nothing to retire from any more.
            self.rules.idle = None;
            return;
        }
        self.bind_again();
        self.idle_since = Instant::now();
        for (stream, peer) in queued {
            self.serve(stream, peer);
        }
    }

    /// Sees to it that clients find the socket, and that the daemon is still the one that has the lock.
    async fn look_after(&mut self) {
        if self.closing.has_begun() || !self.shared.still_ours() {
            return;
        }
        let state = self.with_file(|file| file.as_ref().map(SocketFile::state));
        match state {
            None | Some(SocketState::Ours) => {}
            Some(SocketState::Gone) => {
                tracing::warn!(path = %self.rules.path.display(), "the socket was removed; binding it again");
                let queued = self.stop_listening().await;
                self.bind_again();
                for (stream, peer) in queued {
                    self.serve(stream, peer);
                }
            }
            Some(SocketState::Foreign) => {
                tracing::error!(path = %self.rules.path.display(), "something else is where the socket was");
                self.shared.request_stop(StopReason::OwnershipLost);
            }
        }
    }

    fn bind_again(&mut self) {
        match transport::bind_again(&self.rules.path, &self.rules.access) {
            Ok((listener, file)) => {
                self.listener = listener;
                self.listening = true;
                self.with_file(|place| *place = Some(file));
            }
            Err(error) => self.give_up(&error),
        }
    }

    fn give_up(&self, error: &BindError) {
        tracing::error!(%error, "the socket cannot be bound again");
        self.shared.request_stop(StopReason::OwnershipLost);
    }

    fn with_file<T>(&self, what: impl FnOnce(&mut Option<SocketFile>) -> T) -> T {
        what(&mut self.file.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn remove_file(&self) {
        if let Some(file) = self.with_file(Option::take) {
            file.unlink();
        }
    }
}

/// Tells a client that there are too many, in one line, and lets it go. None of its requests is read.
fn turn_away(stream: &Stream, peer: Peer, limit: usize) {
    tracing::warn!(?peer, limit, "turned away a client: too many connections");
    let message = format!("the daemon has {limit} connections; connect again later");
    let mut line = Vec::new();
    wire::write_error(&mut line, &Id::null(), &Refusal::new(code::BUSY, message));
    // A new socket has room for a line, and whoever does not read it learns as much from the end.
    if let Err(error) = stream.try_write(&line) {
        tracing::debug!(%error, "the client has gone already");
    }
}

/// A connection whose end is logged.
struct Logged<F>(F);

impl<F: Future<Output = io::Result<()>> + Unpin> Future for Logged<F> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if let Err(error) = ready!(Pin::new(&mut self.0).poll(cx)) {
            // A client that goes away while it is written to is nobody's mistake.
            tracing::debug!(%error, "a connection ended");
        }
        Poll::Ready(())
    }
}

fn log_end(ended: Result<(), JoinError>) {
    if let Err(error) = ended {
        tracing::error!(%error, "a connection's task failed");
    }
}
