//! A typed stream.

use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use super::call::{Of, daemon_or_mock};
use super::error::CallError;
use super::opening::{Items, Next, Opening};
use crate::ipc::message::{Message, NoError};
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
}

/// A stream that is being asked for.
struct OpeningOf<M> {
    opening: Opening,
    message: M,
}

// The message is only looked at.
impl<M> Unpin for OpeningOf<M> {}

impl<M: Message> Future for OpeningOf<M> {
    type Output = Result<Streaming<M::Item, M::Error>, CallError<M::Error>>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { opening, message } = self.get_mut();
        Poll::Ready(match ready!(opening.poll(cx, message)) {
            Ok(items) => Ok(Streaming {
                source: Source::Daemon(items),
            }),
            Err(failure) => Err(failure.into_call_error(read_error)),
        })
    }
}

impl<M: Message + Send + Sync> IntoFuture for PendingStream<M> {
    type Output = Result<Streaming<M::Item, M::Error>, CallError<M::Error>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { of, message, timeout } = self;
        let ipc = daemon_or_mock!(of, |script| Box::pin(async move {
            script.open(message).map(Streaming::of_mock)
        }));
        let opening = Opening::new(ipc, timeout);
        Box::pin(OpeningOf { opening, message })
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
    Daemon(Items),
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
        let items = match &mut self.source {
            Source::Daemon(items) => items,
            Source::Ended(_) => return None,
            #[cfg(feature = "testing")]
            Source::Mock(items) => return items.next().await,
        };
        match poll_fn(|cx| items.poll_next(cx)).await {
            Next::Item(item) => Some(item.read().map(|Wire(item)| item).map_err(CallError::Decode)),
            Next::End(failure) => {
                self.source = Source::Ended(PhantomData);
                failure.map(|failure| Err(failure.into_call_error(read_error)))
            }
        }
    }
}
