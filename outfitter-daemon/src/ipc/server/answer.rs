//! An answer in the making: the handler's future, and how its result becomes a line.

use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use pin_project_lite::pin_project;
use serde::Serialize;

use super::gated::Job;
use crate::ipc::refusal::Refusal;
use crate::ipc::wire::{self, Id, code};
use crate::panic::panic_text;

/// What a handler makes of a request.
#[derive(Debug)]
pub struct Answer(pub(super) Work);

pub(super) enum Work {
    /// The handler's future, not polled yet.
    Begun(Pin<Box<dyn Write + Send>>),
    /// The handler, which blocks its thread; not called yet.
    Blocking(Job),
    /// The payload is not what it was taken for; the handler has not been called.
    Misread,
    /// There was no request.
    Nothing,
}

impl fmt::Debug for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Begun(_) => "Begun",
            Self::Blocking(_) => "Blocking",
            Self::Misread => "Misread",
            Self::Nothing => "Nothing",
        })
    }
}

/// A handler at work, whose answer is written straight to where it is wanted.
pub(super) trait Write {
    /// As [`Future::poll`]; appends the answer to `out` when it is ready.
    fn poll_into(self: Pin<&mut Self>, cx: &mut Context<'_>, out: &mut Vec<u8>) -> Poll<()>;

    /// Whether the user's function may have done anything.
    fn has_begun(&self) -> bool {
        true
    }

    /// Whether it is among those at work by its own doing.
    fn counts_itself(&self) -> bool {
        false
    }
}

pin_project! {
    /// The future of a handler, and the id that its answer bears.
    pub(super) struct Writing<F> {
        #[pin]
        handler: F,
        id: Id,
    }
}

impl<F> Writing<F> {
    pub(super) fn new(handler: F, id: Id) -> Self {
        Self { handler, id }
    }
}

impl<T: Serialize, F: Future<Output = Result<T, Refusal>>> Write for Writing<F> {
    fn poll_into(self: Pin<&mut Self>, cx: &mut Context<'_>, out: &mut Vec<u8>) -> Poll<()> {
        let this = self.project();
        write_result(out, this.id, &ready!(this.handler.poll(cx)));
        Poll::Ready(())
    }
}

/// Writes the final answer that a handler's result is.
pub(super) fn write_result<T: Serialize>(out: &mut Vec<u8>, id: &Id, result: &Result<T, Refusal>) {
    match result {
        Ok(reply) => write_reply(out, id, reply),
        Err(refusal) => wire::write_error(out, id, refusal),
    }
}

fn write_reply<T: Serialize>(out: &mut Vec<u8>, id: &Id, reply: &T) {
    if let Err(error) = wire::write_response(out, id, reply) {
        let message = format!("the reply cannot be written as JSON: {error}");
        wire::write_error(out, id, &Refusal::new(code::INTERNAL, message));
    }
}

/// A handler whose panic becomes an error reply.
pub(super) struct Contained {
    pub(super) work: Pin<Box<dyn Write + Send>>,
    pub(super) id: Id,
    pub(super) place: Arc<str>,
}

impl Contained {
    pub(super) fn poll_into(&mut self, cx: &mut Context<'_>, out: &mut Vec<u8>) -> Poll<()> {
        let before = out.len();
        // It is not polled again after a panic, so nobody sees it half changed.
        let polled = catch_unwind(AssertUnwindSafe(|| self.work.as_mut().poll_into(cx, out)));
        polled.unwrap_or_else(|panic| {
            out.truncate(before);
            wire::write_error(out, &self.id, &panicked(&self.place, &*panic));
            Poll::Ready(())
        })
    }

    /// The line that it ends with.
    pub(super) async fn line(&mut self) -> Vec<u8> {
        let mut line = Vec::new();
        std::future::poll_fn(|cx| self.poll_into(cx, &mut line)).await;
        line
    }
}

pub(super) fn panicked(place: &str, panic: &(dyn Any + Send)) -> Refusal {
    let text = panic_text(panic);
    tracing::error!(handler = %place, panic = text, "a handler panicked");
    Refusal::new(code::INTERNAL, format!("the handler {place} panicked: {text}"))
}
