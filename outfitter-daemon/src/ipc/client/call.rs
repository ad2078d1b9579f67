//! One typed call.

use std::pin::Pin;
use std::time::Duration;

use super::error::CallError;
use super::untyped::{IpcClient, Repeat};
use crate::ipc::message::Message;

/// A request that is sent when it is awaited.
///
/// Dropping the future takes the request back, as far as it has not been carried out: the daemon drops its
/// handler at the next `.await` in it.
#[derive(Debug)]
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<M> {
    ipc: IpcClient,
    message: M,
    timeout: Duration,
}

impl<M: Message> Call<M> {
    pub(super) fn new(ipc: IpcClient, message: M, timeout: Duration) -> Self {
        Self {
            ipc,
            message,
            timeout,
        }
    }

    /// Waits at most so long; the daemon is told, and gives up then too.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    async fn send(self) -> Result<M::Reply, CallError<M::Error>> {
        let Self {
            ipc,
            message,
            timeout,
        } = self;
        let idempotent = M::REQUESTS.iter().all(|request| request.idempotent);
        let repeat = if idempotent {
            Repeat::Idempotent
        } else {
            Repeat::Never
        };
        let payload = ipc.request(&message, timeout, repeat).await;
        let payload =
            payload.map_err(|failure| failure.into_call_error(|data| serde_json::from_str(data)))?;
        payload.read().map_err(CallError::Decode)
    }
}

impl<M: Message + Sync> IntoFuture for Call<M> {
    type Output = Result<M::Reply, CallError<M::Error>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
