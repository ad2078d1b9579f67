//! A request for a stream, until it is sent.

use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::time::Instant;

use super::answers::Answer;
use super::asking::{Initialized, Linking};
use super::error::Failure;
use super::link::Waiting;
use super::untyped::IpcClient;
use crate::ipc::wire::{CREDIT, Payload, ToJson};

/// Waits until the daemon is ready, at most so long, and sends the request.
///
/// A stream that is refused because the daemon is not ready could not be told from one that fails.
pub(super) struct Opening {
    ipc: IpcClient,
    timeout: Duration,
    step: Step,
}

enum Step {
    NotPolled,
    Initializing(Initialized, Instant),
    Linking(Linking),
}

impl Opening {
    pub(super) fn new(ipc: IpcClient, timeout: Duration) -> Self {
        Self {
            ipc,
            timeout,
            step: Step::NotPolled,
        }
    }

    /// As [`Future::poll`]; `message` is what to ask.
    pub(super) fn poll(
        &mut self,
        cx: &mut Context<'_>,
        message: &dyn ToJson,
    ) -> Poll<Result<Items, Failure>> {
        loop {
            match &mut self.step {
                Step::NotPolled => {
                    let not_ready = Failure::Timeout { after: self.timeout };
                    let deadline = Instant::now() + self.timeout;
                    self.step = Step::Initializing(Initialized::new(not_ready), deadline);
                }
                Step::Initializing(initialized, deadline) => {
                    let answered = ready!(initialized.poll(cx, &self.ipc, *deadline));
                    answered.or_else(ignore_unknown)?;
                    self.step = Step::Linking(Linking::default());
                }
                Step::Linking(linking) => {
                    let link = ready!(linking.poll(cx, &self.ipc))?;
                    let waiting = link.open_stream(message).map_err(Failure::Encode)?;
                    let waiting = waiting.ok_or(Failure::Gone { sent: false })?;
                    return Poll::Ready(Ok(Items { waiting, taken: 0 }));
                }
            }
        }
    }
}

/// A server of the TypeScript package knows no `daemon.ping`, and is always ready.
pub(super) fn ignore_unknown(failure: Failure) -> Result<(), Failure> {
    match failure {
        Failure::Remote(_) => Ok(()),
        other => Err(other),
    }
}

/// The items of a stream as they come; dropping it ends the stream.
#[derive(Debug)]
pub(super) struct Items {
    waiting: Waiting,
    /// How many have been taken since the daemon was last told.
    taken: u32,
}

/// What comes next.
pub(super) enum Next {
    Item(Payload),
    /// The stream has ended well, or not; nothing is to be asked of it any more.
    End(Option<Failure>),
}

impl Items {
    pub(super) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Next> {
        let answer = ready!(self.waiting.poll_next(cx));
        let Answer::Event(item) = answer else {
            return Poll::Ready(Next::End(answer.into_reply(Duration::MAX).err()));
        };
        self.taken += 1;
        if self.taken == CREDIT / 2 {
            self.waiting.taken(std::mem::take(&mut self.taken));
        }
        Poll::Ready(Next::Item(item))
    }
}
