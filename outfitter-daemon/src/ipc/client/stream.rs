//! A typed stream.

use std::marker::PhantomData;
use std::pin::Pin;
use std::time::Duration;

use serde::de::DeserializeOwned;
use tokio::time::Instant;

use super::answers::Answer;
use super::error::{CallError, Failure};
use super::link::Waiting;
use super::untyped::IpcClient;
use crate::ipc::message::{Message, NoError};
use crate::ipc::wire::CREDIT;

/// A request for a stream that is sent when it is awaited.
#[derive(Debug)]
#[must_use = "a stream does nothing until it is awaited"]
pub struct PendingStream<M> {
    ipc: IpcClient,
    message: M,
    timeout: Duration,
}

impl<M: Message> PendingStream<M> {
    pub(super) fn new(ipc: IpcClient, message: M, timeout: Duration) -> Self {
        Self {
            ipc,
            message,
            timeout,
        }
    }

    async fn open(self) -> Result<Streaming<M::Item, M::Error>, CallError<M::Error>> {
        let Self {
            ipc,
            message,
            timeout,
        } = self;
        let failed = |failure: Failure| failure.into_call_error(|data| serde_json::from_str(data));
        // A stream that is refused because the daemon is not ready could not be told from one that fails.
        let not_ready = Failure::Timeout { after: timeout };
        ipc.initialized(Instant::now() + timeout, not_ready)
            .await
            .or_else(ignore_unknown)
            .map_err(failed)?;
        let waiting = ipc.open_stream(&message).await.map_err(failed)?;
        Ok(Streaming {
            waiting: Some(waiting),
            taken: 0,
            kind: PhantomData,
        })
    }
}

/// A server of the TypeScript package knows no `daemon.ping`, and is always ready.
fn ignore_unknown(failure: Failure) -> Result<(), Failure> {
    match failure {
        Failure::Remote(_) => Ok(()),
        other => Err(other),
    }
}

impl<M: Message + Sync> IntoFuture for PendingStream<M> {
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
    /// None when the end has come.
    waiting: Option<Waiting>,
    /// How many items have been taken since the daemon was last told.
    taken: u32,
    kind: PhantomData<fn() -> (T, E)>,
}

impl<T: DeserializeOwned, E: DeserializeOwned> Streaming<T, E> {
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
        let waiting = self.waiting.as_mut()?;
        let answer = waiting.next().await;
        if let Answer::Event(item) = answer {
            self.taken += 1;
            if self.taken == CREDIT / 2 {
                waiting.taken(std::mem::take(&mut self.taken));
            }
            return Some(item.read().map_err(CallError::Decode));
        }
        self.waiting = None;
        let failure = answer.into_reply(Duration::MAX).err()?;
        Some(Err(failure.into_call_error(|data| serde_json::from_str(data))))
    }
}
