//! One request and its answer. The future is of one type for all requests, so that its code is compiled with this crate
//! and not once more for each request of a program: it is told what to send whenever it is polled.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::time::Instant;

use super::answers::Answer;
use super::error::Failure;
use super::link::{Link, WaitingOnce};
use super::untyped::IpcClient;
use crate::ipc::wire::ToJson;
use crate::serial::serialize_fields;
use crate::task::Boxed;

/// What is to be sent, and how long it may take.
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) message: &'a dyn ToJson,
    /// What the daemon is told of.
    pub(super) timeout: Option<Duration>,
    pub(super) deadline: Instant,
}

/// A connection that is there, or is being made again.
#[derive(Default)]
pub(super) struct Linking(Option<Boxed<Result<Arc<Link>, Failure>>>);

/// A request that is sent once; dropping it before the answer takes it back.
pub(super) enum Asking {
    NotSent(Linking),
    Sent(WaitingOnce),
}

/// Waits until the daemon has left `starting`.
pub(super) struct Initialized {
    ping: Asking,
    /// What to fail with if it does not.
    otherwise: Option<Failure>,
}

pub(super) struct Ping {
    kind: &'static str,
    wait: bool,
}

serialize_fields!(Ping { kind as "type", wait });

/// Asks the daemon to answer when it has left `starting`.
pub(super) const PING: Ping = Ping {
    kind: "daemon.ping",
    wait: true,
};

impl Linking {
    /// The connection; a new one if the old was lost, but not if there is to be none.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>, ipc: &IpcClient) -> Poll<Result<Arc<Link>, Failure>> {
        if self.0.is_none() {
            if let Some(link) = ipc.link_as_wanted()? {
                return Poll::Ready(Ok(link));
            }
            self.0 = Some(ipc.connect_again());
        }
        match &mut self.0 {
            Some(connecting) => connecting.as_mut().poll(cx),
            None => Poll::Pending,
        }
    }
}

impl Default for Asking {
    fn default() -> Self {
        Self::NotSent(Linking::default())
    }
}

impl Asking {
    pub(super) fn poll(
        &mut self,
        cx: &mut Context<'_>,
        ipc: &IpcClient,
        question: Question<'_>,
    ) -> Poll<Result<Answer, Failure>> {
        loop {
            match self {
                Self::NotSent(linking) => {
                    let link = ready!(linking.poll(cx, ipc))?;
                    let sent = link.ask(question.message, question.timeout, question.deadline);
                    let sent = sent.map_err(Failure::Encode)?;
                    *self = Self::Sent(sent.ok_or(Failure::Gone { sent: false })?);
                }
                Self::Sent(waiting) => return Pin::new(waiting).poll(cx).map(Ok),
            }
        }
    }
}

impl Initialized {
    pub(super) fn new(otherwise: Failure) -> Self {
        Self {
            ping: Asking::default(),
            otherwise: Some(otherwise),
        }
    }

    pub(super) fn poll(
        &mut self,
        cx: &mut Context<'_>,
        ipc: &IpcClient,
        deadline: Instant,
    ) -> Poll<Result<(), Failure>> {
        let question = Question {
            message: &PING,
            timeout: None,
            deadline,
        };
        let answer = ready!(self.ping.poll(cx, ipc, question))?;
        Poll::Ready(match (answer, self.otherwise.take()) {
            (Answer::Late, Some(otherwise)) => Err(otherwise),
            // Whatever it says, it has an opinion by now.
            (answer, _) => answer.into_reply(Duration::ZERO).map(drop),
        })
    }
}
