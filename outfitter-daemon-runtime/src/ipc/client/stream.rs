//! A typed stream.

use std::marker::PhantomData;
use std::pin::Pin;
use std::time::Duration;

use tokio::time::Instant;

use super::answers::Answer;
use super::call::{Of, daemon_or_mock};
use super::error::{CallError, Failure};
use super::link::Waiting;
use crate::ipc::message::{Message, NoError};
use crate::ipc::wire::CREDIT;
use crate::ipc::wire_type::{Wire, WireError, WireType, read_error};
#[cfg(feature = "testing")]
use crate::testing::MockItems;

/// A request for a stream that is sent when it is awaited.
#[derive(Debug)]
#[must_use = "a stream does nothing until it is awaited"]
pub struct PendingStream<M> {
    of: Of,
    message: M,
    timeout: Duration,
}

impl<M: Message> PendingStream<M> {
    pub(super) fn new(of: Of, message: M, timeout: Duration) -> Self {
        Self { of, message, timeout }
    }

    async fn open(self) -> Result<Streaming<M::Item, M::Error>, CallError<M::Error>> {
        let Self { of, message, timeout } = self;
        let ipc = daemon_or_mock!(of, |script| script.open(message).map(Streaming::of_mock));
        let failed = |failure: Failure| failure.into_call_error(read_error);
        // A stream that is refused because the daemon is not ready could not be told from one that fails.
        let not_ready = Failure::Timeout { after: timeout };
        ipc.initialized(Instant::now() + timeout, not_ready)
            .await
            .or_else(ignore_unknown)
            .map_err(failed)?;
        let waiting = ipc.open_stream(&message).await.map_err(failed)?;
        Ok(Streaming {
            source: Source::Daemon { waiting, taken: 0 },
        })
    }
}

/// A server of the TypeScript package knows no `daemon.ping`, and is always ready.
pub(super) fn ignore_unknown(failure: Failure) -> Result<(), Failure> {
    match failure {
        Failure::Remote(_) => Ok(()),
        other => Err(other),
    }
}

impl<M: Message + Send + Sync> IntoFuture for PendingStream<M> {
    type Output = Result<Streaming<M::Item, M::Error>, CallError<M::Error>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.open())
    }
}

/// The items of a stream, one after the other, at most 256 of which wait here to be taken: the handler waits
/// while this side is slow, and other calls on the connection do not. Dropping it ends the stream, and its handler with it.
#[derive(Debug)]
pub struct Streaming<T, E = NoError> {
    source: Source<T, E>,
}

/// Where the items come from.
#[derive(Debug)]
enum Source<T, E> {
    Daemon {
        waiting: Waiting,
        /// How many items have been taken since the daemon was last told.
        taken: u32,
    },
    /// Nowhere: the end has come.
    Ended(PhantomData<fn() -> (T, E)>),
    #[cfg(feature = "testing")]
    Mock(MockItems<T, E>),
}

#[cfg(feature = "testing")]
impl<T, E> Streaming<T, E> {
    fn of_mock(items: MockItems<T, E>) -> Self {
        Self {
            source: Source::Mock(items),
        }
    }
}

impl<T: WireType, E: WireError> Streaming<T, E> {
    /// The next item; none when the stream has ended well. After an error there is nothing more.
    ///
    /// # Errors
    ///
    /// Every [`CallError`] but `Timeout`, which a stream does not have.
    ///
    /// # Cancel safety
    ///
    /// Cancel safe: an item that is not given out stays for the next call.
    pub async fn next(&mut self) -> Option<Result<T, CallError<E>>> {
        let (waiting, taken) = match &mut self.source {
            Source::Daemon { waiting, taken } => (waiting, taken),
            Source::Ended(_) => return None,
            #[cfg(feature = "testing")]
            Source::Mock(items) => return items.next().await,
        };
        let answer = waiting.next().await;
        if let Answer::Event(item) = answer {
            *taken += 1;
            if *taken == CREDIT / 2 {
                waiting.taken(std::mem::take(taken));
            }
            return Some(item.read().map(|Wire(item)| item).map_err(CallError::Decode));
        }
        self.source = Source::Ended(PhantomData);
        let failure = answer.into_reply(Duration::MAX).err()?;
        Some(Err(failure.into_call_error(read_error)))
    }
}
