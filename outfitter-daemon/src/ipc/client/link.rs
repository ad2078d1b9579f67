//! One connection of a client: many requests at once, each matched with its answers by id.

use std::collections::HashMap;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use serde::Serialize;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::mpsc;

use crate::ipc::frame::{Frame, LineDecoder};
use crate::ipc::wire::{self, RemoteError, ReplyLine};

/// How much is read at once.
const CHUNK: usize = 64 * 1024;

/// An answer to a request.
#[derive(Debug)]
pub(super) enum Answer {
    /// One item of a stream, as JSON.
    Event(Box<str>),
    /// The final answer, as JSON.
    Response(Box<str>),
    /// The final answer, if the request failed.
    Error(RemoteError),
    /// There will be no answer: the connection is gone.
    Gone { sent: bool },
}

/// The shared half of a connection; the other half is its driver task.
#[derive(Debug)]
pub(super) struct Link(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// Request lines that the driver has not taken yet.
    out: Vec<u8>,
    /// How many bytes of requests there have been in all.
    queued: u64,
    pending: HashMap<u64, Pending>,
    last_id: u64,
    driver: Option<Waker>,
    closed: bool,
    /// Set when the server has said that it takes no more.
    closed_for_requests: bool,
}

/// A request without its final answer.
#[derive(Debug)]
struct Pending {
    answers: mpsc::UnboundedSender<Answer>,
    /// Where its line begins among all bytes of requests.
    begins: u64,
}

/// A request that was sent; dropping it before the final answer takes it back.
#[derive(Debug)]
pub(super) struct Waiting {
    id: u64,
    link: Arc<Link>,
    answers: mpsc::UnboundedReceiver<Answer>,
}

impl Link {
    /// Drives `stream` in a task of its own until it is closed by either side.
    pub(super) fn open(
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        max_line: usize,
    ) -> Arc<Self> {
        let link = Arc::new(Self(Mutex::default()));
        let driver = Driver {
            link: Arc::clone(&link),
            stream,
            decoder: LineDecoder::new(max_line),
            buffer: vec![0; CHUNK].into(),
            out: Vec::new(),
            written: 0,
            total: 0,
            refused: false,
        };
        tokio::spawn(driver);
        link
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether requests can still be sent.
    pub(super) fn is_open(&self) -> bool {
        let state = self.state();
        !state.closed && !state.closed_for_requests
    }

    /// Ends the connection; what waits for an answer learns that there will be none.
    pub(super) fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        state.wake();
    }

    /// Queues a request; none if the connection is gone.
    pub(super) fn send(
        self: &Arc<Self>,
        payload: &impl Serialize,
        stream: bool,
        timeout: Option<Duration>,
    ) -> Result<Option<Waiting>, serde_json::Error> {
        let (sender, answers) = mpsc::unbounded_channel();
        let mut state = self.state();
        if state.closed || state.closed_for_requests {
            return Ok(None);
        }
        state.last_id += 1;
        let (id, before) = (state.last_id, state.out.len());
        wire::write_request(&mut state.out, id, payload, stream, timeout)?;
        let begins = state.queued;
        state.queued += (state.out.len() - before) as u64;
        state.pending.insert(
            id,
            Pending {
                answers: sender,
                begins,
            },
        );
        state.wake();
        Ok(Some(Waiting {
            id,
            link: Arc::clone(self),
            answers,
        }))
    }
}

impl Answer {
    /// The final answer to the request `id`, if this line is it.
    pub(super) fn to(id: u64, line: &[u8]) -> Option<Self> {
        match wire::read_reply(line)? {
            ReplyLine::Response { id: of, payload } if of == id => Some(Self::Response(payload.into())),
            ReplyLine::Error { id: of, error } if of == id => Some(Self::Error(error)),
            _ => None,
        }
    }
}

impl State {
    fn wake(&mut self) {
        if let Some(driver) = self.driver.take() {
            driver.wake();
        }
    }

    fn deliver(&mut self, line: &[u8]) {
        let Some(reply) = wire::read_reply(line) else {
            if let Some(error) = wire::read_turned_away(line) {
                self.turned_away(&error);
            }
            // Anything else is ignored, as the TypeScript client does.
            return;
        };
        let (id, answer) = match reply {
            ReplyLine::Event { id, payload } => {
                if let Some(pending) = self.pending.get(&id) {
                    // Whoever waited may have been dropped since.
                    let _ = pending.answers.send(Answer::Event(payload.into()));
                }
                return;
            }
            ReplyLine::Response { id, payload } => (id, Answer::Response(payload.into())),
            ReplyLine::Error { id, error } => (id, Answer::Error(error)),
        };
        if let Some(pending) = self.pending.remove(&id) {
            let _ = pending.answers.send(answer);
        }
    }
}

impl State {
    /// Nobody waits for the final answer to `id` any more. If there was none yet, the server is told.
    fn forget(&mut self, id: u64) {
        let unanswered = self.pending.remove(&id).is_some();
        if unanswered && !self.closed && !self.closed_for_requests {
            let before = self.out.len();
            wire::write_cancel(&mut self.out, id);
            self.queued += (self.out.len() - before) as u64;
            self.wake();
        }
    }

    /// The server has too many connections, and has read nothing of this one.
    fn turned_away(&mut self, error: &RemoteError) {
        self.closed_for_requests = true;
        for (_, pending) in self.pending.drain() {
            let _ = pending.answers.send(Answer::Error(error.clone()));
        }
    }
}

impl Waiting {
    /// The next answer; after the final one there is none.
    pub(super) async fn next(&mut self) -> Answer {
        self.answers.recv().await.unwrap_or(Answer::Gone { sent: true })
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.link.state().forget(self.id);
    }
}

/// The task that reads and writes.
struct Driver<S> {
    link: Arc<Link>,
    stream: S,
    decoder: LineDecoder,
    buffer: Box<[u8]>,
    out: Vec<u8>,
    written: usize,
    /// How many bytes have been written in all.
    total: u64,
    /// Whether the server takes no more; what it has taken is still answered.
    refused: bool,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Driver<S> {
    /// Takes what is queued; says whether the client still wants the connection.
    fn take_queued(&mut self, cx: &Context<'_>) -> bool {
        let mut state = self.link.state();
        if self.written == self.out.len() {
            self.out.clear();
            self.written = 0;
            std::mem::swap(&mut self.out, &mut state.out);
        }
        if !state
            .driver
            .as_ref()
            .is_some_and(|waker| waker.will_wake(cx.waker()))
        {
            state.driver = Some(cx.waker().clone());
        }
        !state.closed
    }

    fn poll_write(&mut self, cx: &mut Context<'_>) -> io::Result<bool> {
        let mut wrote = false;
        while self.written < self.out.len() && !self.refused {
            match Pin::new(&mut self.stream).poll_write(cx, &self.out[self.written..]) {
                Poll::Ready(Ok(0)) => return Err(io::ErrorKind::WriteZero.into()),
                Poll::Ready(Ok(count)) => {
                    self.written += count;
                    self.total += count as u64;
                    wrote = true;
                }
                Poll::Ready(Err(error)) if error.kind() == io::ErrorKind::BrokenPipe => self.input_refused(),
                Poll::Ready(Err(error)) => return Err(error),
                Poll::Pending => break,
            }
        }
        Ok(wrote)
    }

    /// The server is about to close: what was not sent never will be, and the rest is waited for.
    fn input_refused(&mut self) {
        self.refused = true;
        let mut state = self.link.state();
        state.closed_for_requests = true;
        let total = self.total;
        state.pending.retain(|_, pending| {
            let sent = pending.begins < total;
            if !sent {
                let _ = pending.answers.send(Answer::Gone { sent });
            }
            sent
        });
    }

    fn poll_read(&mut self, cx: &mut Context<'_>) -> io::Result<bool> {
        let mut chunk = ReadBuf::new(&mut self.buffer);
        match Pin::new(&mut self.stream).poll_read(cx, &mut chunk) {
            Poll::Pending => return Ok(false),
            Poll::Ready(result) => result?,
        }
        if chunk.filled().is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut state = self.link.state();
        self.decoder.decode(chunk.filled(), |frame| match frame {
            Frame::Line(line) => state.deliver(line),
            Frame::TooLong(head) => {
                tracing::warn!(
                    bytes = head.len(),
                    "a line from the server is too long and was skipped"
                );
            }
        });
        Ok(true)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Future for Driver<S> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            if !self.take_queued(cx) {
                return Poll::Ready(());
            }
            let progress = self
                .poll_write(cx)
                .and_then(|wrote| Ok(wrote | self.poll_read(cx)?));
            match progress {
                Ok(true) => {}
                Ok(false) => return Poll::Pending,
                Err(error) => {
                    tracing::debug!(%error, "the connection to the server ended");
                    return Poll::Ready(());
                }
            }
        }
    }
}

impl<S> Drop for Driver<S> {
    /// Also runs when the runtime ends: nobody waits for ever.
    fn drop(&mut self) {
        let mut state = self.link.state();
        state.closed = true;
        for (_, pending) in state.pending.drain() {
            let _ = pending.answers.send(Answer::Gone {
                sent: pending.begins < self.total,
            });
        }
    }
}
