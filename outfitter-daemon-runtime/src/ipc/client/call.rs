//! One typed call.

use std::pin::Pin;
#[cfg(feature = "testing")]
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use super::error::CallError;
use super::exchange::Exchange;
use super::untyped::{IpcClient, Repeat};
use crate::ipc::message::Message;
use crate::ipc::wire_type::{Wire, read_error};
#[cfg(feature = "testing")]
use crate::testing::Script;

/// A request that is sent when it is awaited.
///
/// Dropping the future takes the request back, as far as it has not been carried out: the daemon drops its
/// handler at the next `.await` in it.
#[derive(Debug)]
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<M> {
    of: Of,
    message: M,
    timeout: Duration,
}

/// Who is asked.
#[derive(Clone, Debug)]
pub(super) enum Of {
    Daemon(IpcClient),
    #[cfg(feature = "testing")]
    Mock(Arc<Script>),
}

/// The client of a daemon. If it is a mock that is asked, what that answers is returned at once.
macro_rules! daemon_or_mock {
    ($of:expr, |$script:ident| $answer:expr) => {{
        #[cfg(feature = "testing")]
        let ipc = match $of {
            Of::Daemon(ipc) => ipc,
            Of::Mock($script) => return $answer,
        };
        #[cfg(not(feature = "testing"))]
        let Of::Daemon(ipc) = $of;
        ipc
    }};
}
pub(super) use daemon_or_mock;

impl<M: Message> Call<M> {
    pub(super) fn new(of: Of, message: M, timeout: Duration) -> Self {
        Self { of, message, timeout }
    }

    /// Waits at most so long; the daemon is told, and gives up then too.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }
}

/// A call under way.
struct Calling<M> {
    exchange: Exchange,
    message: M,
}

// The message is only looked at.
impl<M> Unpin for Calling<M> {}

impl<M: Message> Future for Calling<M> {
    type Output = Result<M::Reply, CallError<M::Error>>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { exchange, message } = self.get_mut();
        Poll::Ready(match ready!(exchange.poll(cx, message)) {
            Ok(payload) => match payload.read() {
                Ok(Wire(reply)) => Ok(reply),
                Err(error) => Err(CallError::Decode(error)),
            },
            Err(failure) => Err(failure.into_call_error(read_error)),
        })
    }
}

impl<M: Message + Send + Sync> IntoFuture for Call<M> {
    type Output = Result<M::Reply, CallError<M::Error>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { of, message, timeout } = self;
        let ipc = daemon_or_mock!(of, |script| Box::pin(async move {
            script.answer_within(message, timeout).await
        }));
        let exchange = Exchange::new(ipc, timeout, Repeat::of::<M>());
        Box::pin(Calling { exchange, message })
    }
}
