//! One connection of a server: bytes in, bytes out, as one future without a lock or a copy of the stream.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite};

use super::dispatch::Requests;
use super::patience::{Patience, Wait};
use super::shared::Shared;
use crate::closing::Begun;
use crate::ipc::chunk::{self, CHUNK};
use crate::ipc::frame::LineDecoder;
use crate::ipc::transport::{HangUp, Input, Peer};

/// One connection until its end.
#[derive(Debug)]
pub(crate) struct Connection<S> {
    stream: S,
    decoder: LineDecoder,
    requests: Requests,
    /// How much of `requests.out` has been sent.
    sent: usize,
    input: Reading,
    /// How many bytes have been sent and how many lines read, to see whether anything happens.
    total_sent: u64,
    total_lines: u64,
    patience: Patience,
    /// Only for a client that cannot be seen to go by reading; or why that cannot be watched.
    watch: Option<io::Result<HangUp>>,
    closing: Begun,
}

#[derive(Debug, PartialEq, Eq)]
enum Reading {
    Open,
    /// The client sends no more, but may still read what it asked for.
    Ended,
}

/// Whether a step of the connection got anything done.
type Progress = io::Result<bool>;

impl<S: AsyncRead + AsyncWrite + Input + Unpin> Connection<S> {
    /// Serves `stream` until the client has gone, or `closing` is said and everything is answered.
    pub(crate) fn new(stream: S, peer: Peer, shared: Arc<Shared>, closing: Begun) -> Self {
        let decoder = LineDecoder::new(shared.limits.max_line);
        let requests = Requests::new(shared, peer);
        Self {
            stream,
            decoder,
            requests,
            sent: 0,
            input: Reading::Open,
            total_sent: 0,
            total_lines: 0,
            patience: Patience::default(),
            watch: None,
            closing,
        }
    }

    fn unsent(&self) -> usize {
        self.requests.out.len() - self.sent
    }

    /// Whether the client reads fast enough to be served; one that does not costs no more than this.
    fn is_read(&self) -> bool {
        self.unsent() <= self.requests.limits().max_unsent
    }

    fn read(&mut self, cx: &mut Context<'_>) -> Progress {
        if self.input == Reading::Ended || !self.is_read() || !self.requests.wants_more() {
            return Ok(false);
        }
        let (requests, lines) = (&mut self.requests, &mut self.total_lines);
        let polled = chunk::poll_lines(&mut self.stream, cx, &mut self.decoder, |frame, cx| {
            *lines += 1;
            requests.take(frame, cx);
        });
        match polled {
            Poll::Ready(Ok(count)) => {
                if count == 0 {
                    self.input = Reading::Ended;
                }
                Ok(true)
            }
            Poll::Ready(Err(error)) => Err(error),
            Poll::Pending => Ok(false),
        }
    }

    fn write(&mut self, cx: &mut Context<'_>) -> Progress {
        let mut wrote = false;
        while self.unsent() > 0 {
            let unsent = &self.requests.out[self.sent..];
            match Pin::new(&mut self.stream).poll_write(cx, unsent) {
                Poll::Ready(Ok(0)) => return Err(io::ErrorKind::WriteZero.into()),
                Poll::Ready(Ok(count)) => {
                    self.sent += count;
                    self.total_sent += count as u64;
                }
                Poll::Ready(Err(error)) => return Err(error),
                Poll::Pending => {
                    self.forget_sent();
                    return Ok(wrote);
                }
            }
            wrote = true;
        }
        self.sent = 0;
        self.requests.out.clear();
        if self.requests.out.capacity() > CHUNK {
            self.requests.out = Vec::new();
        }
        Ok(wrote)
    }

    /// Gives the room of what has been sent to what follows; not so often that moving it costs more than
    /// sending it.
    fn forget_sent(&mut self) {
        if self.sent > self.unsent() {
            self.requests.out.drain(..self.sent);
            self.sent = 0;
        }
    }

    /// Does all that can be done now.
    fn work(&mut self, cx: &mut Context<'_>) -> io::Result<()> {
        loop {
            let finished = self.is_read() && self.requests.poll_finished(cx);
            let read = self.read(cx)?;
            let wrote = self.write(cx)?;
            if !(finished || read || wrote) {
                return Ok(());
            }
        }
    }

    /// Whether the client has gone although nothing is read of it: its requests are for nobody then.
    fn is_gone(&mut self, cx: &mut Context<'_>) -> bool {
        let unseen = self.input == Reading::Ended || !self.requests.wants_more();
        if !unseen || !self.requests.is_busy() {
            return false;
        }
        let watch = self.watch.get_or_insert_with(|| {
            // Without it the end is noticed when there is an answer to write.
            let failed = |error: &io::Error| tracing::debug!(%error, "cannot watch for the client's end");
            self.stream.watch().inspect_err(failed)
        });
        watch.as_mut().is_ok_and(|watch| watch.poll(cx).is_ready())
    }

    /// What is waited for, if it is for the client to do something.
    fn wait(&self) -> Option<Wait> {
        if self.unsent() > 0 {
            Some(Wait::Reader(self.total_sent))
        } else if self.input == Reading::Ended || !self.requests.wants_more() {
            None
        } else if self.decoder.begun().is_some() {
            Some(Wait::LineEnd(self.total_lines))
        } else {
            (!self.requests.is_busy()).then_some(Wait::Request(self.total_lines))
        }
    }

    fn lose_patience(&mut self, wait: Wait) -> io::Result<()> {
        let peer = self.requests.peer();
        match wait {
            Wait::Reader(_) => {
                tracing::warn!(
                    ?peer,
                    unsent = self.unsent(),
                    "a client does not read its answers: closed"
                );
                self.stream.abandon();
                return Err(io::ErrorKind::TimedOut.into());
            }
            Wait::LineEnd(_) => {
                tracing::warn!(?peer, "a client does not end its line: closed");
                self.requests.give_up_on(self.decoder.begun().unwrap_or_default());
            }
            Wait::Request(_) => tracing::debug!(?peer, "a client was idle for too long: closed"),
        }
        self.input = Reading::Ended;
        self.stream.refuse();
        Ok(())
    }

    fn is_done(&self) -> bool {
        self.input == Reading::Ended && self.unsent() == 0 && !self.requests.is_busy()
    }
}

impl<S: AsyncRead + AsyncWrite + Input + Unpin> Future for Connection<S> {
    type Output = io::Result<()>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if !self.requests.closing && Pin::new(&mut self.closing).poll(cx).is_ready() {
            self.requests.closing = true;
            self.stream.refuse();
        }
        loop {
            self.work(cx)?;
            if self.is_done() {
                break;
            }
            if self.is_gone(cx) {
                return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
            }
            let wait = self.wait();
            let this = &mut *self;
            let too_long = ready!(this.patience.poll(cx, wait, this.requests.limits()));
            this.lose_patience(too_long)?;
        }
        // What was asked and answered must arrive even if the client is slow to read.
        ready!(Pin::new(&mut self.stream).poll_flush(cx))?;
        Poll::Ready(Ok(()))
    }
}
