//! A typed request without an answer.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use serde_core::Serialize;
use tokio::time::{Instant, timeout_at};

use super::asking::{Initialized, Linking};
use super::call::{Of, daemon_or_mock};
use super::error::{CallError, Failure};
use super::link::Link;
use super::opening::ignore_unknown;
use super::untyped::{CALL_TIMEOUT, IpcClient, Repeat};
use crate::ipc::message::Message;
use crate::ipc::wire_type::read_error;

/// A request without an answer, which is sent when it is awaited.
///
/// It is done when the line has been written to the socket, so that a program may end then: while the daemon does
/// not read, it waits. Whether the daemon carries the request out is not heard of; if it cannot, it says so in its
/// log. A request whose future is dropped may be sent all the same, and cannot be taken back.
#[derive(Debug)]
#[must_use = "a request is not sent until it is awaited"]
pub struct PendingOneway<M> {
    of: Of,
    message: M,
    timeout: Duration,
}

impl<M: Message> PendingOneway<M> {
    pub(super) fn new(of: Of, message: M, timeout: Duration) -> Self {
        Self { of, message, timeout }
    }

    /// Waits at most so long for the line to be written; the daemon is not told.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    async fn send(self) -> Result<(), CallError<M::Error>> {
        let Self { of, message, timeout } = self;
        let ipc = daemon_or_mock!(of, |script| script
            .answer_within(message, timeout)
            .await
            .map(drop));
        ipc.tell(&message, timeout, Repeat::of::<M>())
            .await
            .map_err(|failure| failure.into_call_error(read_error))
    }
}

impl IpcClient {
    /// Sends `message` without asking for an answer; gives up after 30 s in which the server has not read it.
    ///
    /// It is done when the line has been written to the socket. The server may still refuse it, which it only notes
    /// in its log. One of ours carries out what it has begun, even if this client goes away then.
    ///
    /// # Errors
    ///
    /// [`CallError::Timeout`], [`Disconnected`](CallError::Disconnected), [`Connection`](CallError::Connection) and
    /// [`Encode`](CallError::Encode), and [`Busy`](CallError::Busy) if the server has turned the connection away.
    ///
    /// # Cancel safety
    ///
    /// If the future is dropped, the message is sent or not.
    pub async fn send_oneway(&self, message: impl Serialize) -> Result<(), CallError> {
        self.tell(&message, CALL_TIMEOUT, Repeat::Never)
            .await
            .map_err(|failure| failure.into_call_error(read_error))
    }

    async fn tell(&self, message: &impl Serialize, timeout: Duration, repeat: Repeat) -> Result<(), Failure> {
        let deadline = Instant::now() + timeout;
        let mut losses = 0;
        loop {
            match self.tell_once(message, timeout, deadline).await {
                Err(Failure::Gone { sent }) if repeat.allows(losses, sent) => {
                    losses += 1;
                }
                told => return told,
            }
        }
    }

    async fn tell_once(
        &self,
        message: &impl Serialize,
        timeout: Duration,
        deadline: Instant,
    ) -> Result<(), Failure> {
        let mut preparing = Preparing::default();
        let link = poll_fn(|cx| preparing.poll(cx, self, timeout, deadline)).await?;
        let written = link.tell(message).map_err(Failure::Encode)?;
        let written = written.ok_or(Failure::Gone { sent: false })?;
        match timeout_at(deadline, written).await {
            Ok(told) => told.unwrap_or(Err(Failure::Gone { sent: true })),
            Err(_) => Err(Failure::Timeout { after: timeout }),
        }
    }
}

/// Makes sure that there is a connection, and that the daemon on it is ready.
enum Preparing {
    Linking(Linking),
    Initializing(Arc<Link>, Initialized),
}

impl Default for Preparing {
    fn default() -> Self {
        Self::Linking(Linking::default())
    }
}

impl Preparing {
    fn poll(
        &mut self,
        cx: &mut Context<'_>,
        ipc: &IpcClient,
        timeout: Duration,
        deadline: Instant,
    ) -> Poll<Result<Arc<Link>, Failure>> {
        loop {
            match self {
                Self::Linking(linking) => {
                    let link = ready!(linking.poll(cx, ipc))?;
                    if link.is_ready() {
                        return Poll::Ready(Ok(link));
                    }
                    // Once for each connection: what a daemon refuses because it is not ready would be lost.
                    let late = Failure::Timeout { after: timeout };
                    *self = Self::Initializing(link, Initialized::new(late));
                }
                Self::Initializing(link, initialized) => {
                    ready!(initialized.poll(cx, ipc, deadline)).or_else(ignore_unknown)?;
                    link.set_ready();
                    return Poll::Ready(Ok(Arc::clone(link)));
                }
            }
        }
    }
}

impl<M: Message + Send + Sync> IntoFuture for PendingOneway<M> {
    type Output = Result<(), CallError<M::Error>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
