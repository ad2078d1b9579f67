//! A request until it is answered, as often as it has to be sent.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use serde_core::Serialize;
use tokio::time::Instant;

use super::asking::{Asking, Initialized, Question};
use super::error::Failure;
use super::untyped::{IpcClient, Repeat};
use crate::ipc::wire::{Payload, ToJson};

/// Sends a request and waits for its reply; as often as the daemon is not ready yet, while there is time, and on another
/// connection if the first was lost and the request may be repeated.
pub(super) struct Exchange {
    ipc: IpcClient,
    timeout: Duration,
    repeat: Repeat,
    /// Set when it is polled for the first time.
    deadline: Option<Instant>,
    losses: u32,
    step: Step,
}

enum Step {
    Asking(Asking),
    Initializing(Initialized),
}

impl Exchange {
    pub(super) fn new(ipc: IpcClient, timeout: Duration, repeat: Repeat) -> Self {
        Self {
            ipc,
            timeout,
            repeat,
            deadline: None,
            losses: 0,
            step: Step::again(),
        }
    }

    /// As [`Future::poll`]; `message` is what to ask.
    pub(super) fn poll(
        &mut self,
        cx: &mut Context<'_>,
        message: &dyn ToJson,
    ) -> Poll<Result<Payload, Failure>> {
        let timeout = self.timeout;
        let deadline = *self.deadline.get_or_insert_with(|| Instant::now() + timeout);
        let question = Question {
            message,
            timeout: Some(timeout),
            deadline,
        };
        loop {
            match &mut self.step {
                Step::Asking(asking) => {
                    let answer = ready!(asking.poll(cx, &self.ipc, question))?;
                    match answer.into_reply(timeout) {
                        Err(failure) if failure.is_initializing() => {
                            self.step = Step::Initializing(Initialized::new(failure));
                        }
                        Err(Failure::Gone { sent }) if self.repeat.allows(self.losses, sent) => {
                            self.losses += 1;
                            self.step = Step::again();
                        }
                        other => return Poll::Ready(other),
                    }
                }
                Step::Initializing(initialized) => {
                    ready!(initialized.poll(cx, &self.ipc, deadline))?;
                    self.step = Step::again();
                }
            }
        }
    }
}

impl Step {
    fn again() -> Self {
        Self::Asking(Asking::default())
    }
}

/// An [`Exchange`] and what it asks, which stays where it is.
pub(super) struct Exchanging<'a, M> {
    pub(super) exchange: Exchange,
    pub(super) message: &'a M,
}

impl<M: Serialize> Future for Exchanging<'_, M> {
    type Output = Result<Payload, Failure>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { exchange, message } = self.get_mut();
        exchange.poll(cx, *message)
    }
}
