//! What an accept loop waits for.

use std::future::poll_fn;
use std::io;
use std::pin::{Pin, pin};
use std::task::Poll;

use tokio::task::JoinError;
use tokio::time::{Instant, sleep_until};

use super::Acceptor;
use crate::closing::Begun;
use crate::ipc::transport::{Peer, Stream};

/// What there is to do.
pub(super) enum Event {
    Closing,
    Ended(Result<(), JoinError>),
    Check,
    Resume,
    Idle,
    Accepted(io::Result<(Stream, Peer)>),
}

impl Acceptor {
    /// The next thing to do. Clients come last, so that no number of them keeps the loop from the rest.
    pub(super) async fn event(&mut self, closing: &mut Begun) -> Event {
        let (mut resume, mut idle) = (pin!(at(self.resume)), pin!(at(self.idle_at())));
        let accepts = self.listening && self.resume.is_none();
        let Self {
            listener,
            connections,
            check,
            ..
        } = self;
        let mut accepted = pin!(listener.accept());
        poll_fn(|cx| {
            if Pin::new(&mut *closing).poll(cx).is_ready() {
                return Poll::Ready(Event::Closing);
            }
            if let Poll::Ready(Some(ended)) = connections.poll_join_next(cx) {
                return Poll::Ready(Event::Ended(ended));
            }
            if check.poll(cx).is_ready() {
                return Poll::Ready(Event::Check);
            }
            if resume.as_mut().poll(cx).is_ready() {
                return Poll::Ready(Event::Resume);
            }
            if idle.as_mut().poll(cx).is_ready() {
                return Poll::Ready(Event::Idle);
            }
            if !accepts {
                return Poll::Pending;
            }
            accepted.as_mut().poll(cx).map(Event::Accepted)
        })
        .await
    }
}

/// Waits until `then`; for ever if there is no such time.
async fn at(then: Option<Instant>) {
    match then {
        Some(then) => sleep_until(then).await,
        None => std::future::pending().await,
    }
}
