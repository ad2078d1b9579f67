//! A user's function in a task of its own.

use std::time::Duration;

use tokio::sync::oneshot;
use tokio::task::AbortHandle;
use tokio::time::timeout;

use crate::panic::{CatchUnwind, panic_text};
use crate::task::{self, Boxed};

/// How it ended.
#[derive(Debug)]
pub(crate) enum Ended {
    Returned(Result<(), String>),
    /// With this text.
    Panicked(String),
    /// Its runtime is at its end.
    Lost,
}

/// Work whose panic, and whose thread if it blocks it, is its own. Dropping it aborts it.
#[derive(Debug)]
pub(crate) struct Isolated {
    ended: oneshot::Receiver<Ended>,
    _task: AbortOnDrop,
}

impl Isolated {
    pub(crate) fn start(work: Boxed<Result<(), String>>) -> Self {
        let (tell, ended) = oneshot::channel();
        let task = task::spawn(async move {
            let how = match CatchUnwind(work).await {
                Ok(outcome) => Ended::Returned(outcome),
                Err(panic) => Ended::Panicked(panic_text(&*panic).to_owned()),
            };
            // Nobody has to wait for it.
            drop(tell.send(how));
        });
        Self {
            ended,
            _task: AbortOnDrop(task.abort_handle()),
        }
    }

    /// How it ends; nothing if it does not `within` this time, and then it is aborted.
    pub(crate) async fn end(mut self, within: Duration) -> Option<Ended> {
        let ended = timeout(within, &mut self.ended).await.ok()?;
        Some(ended.unwrap_or(Ended::Lost))
    }
}

/// A task that ends with its owner.
#[derive(Debug)]
pub(crate) struct AbortOnDrop(pub(crate) AbortHandle);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use super::*;

    const SOON: Duration = Duration::from_secs(20);

    #[tokio::test]
    async fn says_how_it_ended() {
        let returned = Isolated::start(Box::pin(ready(Err("no".to_owned()))))
            .end(SOON)
            .await;
        assert!(matches!(returned, Some(Ended::Returned(Err(error))) if error == "no"));
        let panicked = Isolated::start(Box::pin(async { panic!("oh {}", "no") }))
            .end(SOON)
            .await;
        assert!(matches!(panicked, Some(Ended::Panicked(text)) if text == "oh no"));
        assert!(
            Isolated::start(Box::pin(pending()))
                .end(Duration::ZERO)
                .await
                .is_none()
        );
    }

    #[tokio::test]
    async fn is_aborted_when_it_is_dropped() {
        let (held, mut aborted) = oneshot::channel::<()>();
        let work = Isolated::start(Box::pin(async move {
            let _held = held;
            pending().await
        }));
        tokio::task::yield_now().await;
        assert!(
            aborted
                .try_recv()
                .is_err_and(|error| error == oneshot::error::TryRecvError::Empty)
        );
        drop(work);
        let ended = timeout(SOON, aborted).await;
        assert!(ended.unwrap().is_err(), "what it held is dropped");
    }
}
