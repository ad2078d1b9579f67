//! An answer in the making: the handler's future, and how its result becomes a line.

use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use pin_project_lite::pin_project;
use serde_core::Serialize;

use super::gated::Job;
use super::meter::Measuring;
use super::reply_to::ReplyTo;
use crate::ipc::refusal::Refusal;
use crate::ipc::wire::code;
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
    /// The future of a handler, and where its answer goes.
    pub(super) struct Writing<F> {
        #[pin]
        handler: F,
        to: ReplyTo,
    }
}

impl<F> Writing<F> {
    pub(super) fn new(handler: F, to: ReplyTo) -> Self {
        Self { handler, to }
    }
}

impl<T: Serialize, F: Future<Output = Result<T, Refusal>>> Write for Writing<F> {
    fn poll_into(self: Pin<&mut Self>, cx: &mut Context<'_>, out: &mut Vec<u8>) -> Poll<()> {
        let this = self.project();
        this.to.write(out, &ready!(this.handler.poll(cx)));
        Poll::Ready(())
    }
}

/// A handler whose panic becomes an error reply.
pub(super) struct Contained {
    pub(super) work: Pin<Box<dyn Write + Send>>,
    pub(super) to: ReplyTo,
    pub(super) place: Arc<str>,
    pub(super) measuring: Measuring,
}

impl Contained {
    pub(super) fn poll_into(&mut self, cx: &mut Context<'_>, out: &mut Vec<u8>) -> Poll<()> {
        let before = out.len();
        // It is not polled again after a panic, so nobody sees it half changed.
        let polled = catch_unwind(AssertUnwindSafe(|| self.work.as_mut().poll_into(cx, out)));
        let polled = polled.unwrap_or_else(|panic| {
            out.truncate(before);
            self.to.refuse(out, &panicked(&self.place, &*panic));
            Poll::Ready(())
        });
        if polled.is_ready() {
            self.measure(&out[before..]);
        }
        polled
    }

    /// Notes how it was answered, if it was.
    pub(super) fn measure(&mut self, line: &[u8]) {
        match &self.to {
            ReplyTo::Client(id) => self.measuring.answered(line, id),
            ReplyTo::Nobody(_) => self.measuring.ended(),
        }
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
