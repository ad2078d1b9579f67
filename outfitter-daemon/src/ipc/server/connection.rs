//! One connection of a server: bytes in, bytes out, as one future without a lock or a copy of the stream.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite};
use tokio_util::sync::WaitForCancellationFutureOwned;

use super::dispatch::Requests;
use super::shared::Shared;
use crate::ipc::chunk::{self, CHUNK};
use crate::ipc::frame::LineDecoder;
use crate::ipc::transport::{Input, Peer};

/// With so many bytes unsent, nothing more is read: a slow reader is not served faster than it reads.
const UNSENT: usize = 1024 * 1024;

/// One connection until its end.
#[derive(Debug)]
pub(crate) struct Connection<S> {
    stream: S,
    decoder: LineDecoder,
    requests: Requests,
    /// How much of `requests.out` has been sent.
    sent: usize,
    input: Reading,
    closing: Pin<Box<WaitForCancellationFutureOwned>>,
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
    pub(crate) fn new(
        stream: S,
        peer: Peer,
        shared: Arc<Shared>,
        closing: WaitForCancellationFutureOwned,
    ) -> Self {
        let decoder = LineDecoder::new(shared.limits.max_line);
        let requests = Requests::new(shared, peer);
        Self {
            stream,
            decoder,
            requests,
            sent: 0,
            input: Reading::Open,
            closing: Box::pin(closing),
        }
    }

    fn unsent(&self) -> usize {
        self.requests.out.len() - self.sent
    }

    fn read(&mut self, cx: &mut Context<'_>) -> Progress {
        if self.input == Reading::Ended || self.unsent() > UNSENT {
            return Ok(false);
        }
        let requests = &mut self.requests;
        let polled = chunk::poll_lines(&mut self.stream, cx, &mut self.decoder, |frame, cx| {
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
                Poll::Ready(Ok(count)) => self.sent += count,
                Poll::Ready(Err(error)) => return Err(error),
                Poll::Pending => return Ok(wrote),
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

    fn is_done(&self) -> bool {
        self.input == Reading::Ended && self.unsent() == 0 && !self.requests.is_busy()
    }
}

impl<S: AsyncRead + AsyncWrite + Input + Unpin> Future for Connection<S> {
    type Output = io::Result<()>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if !self.requests.closing && self.closing.as_mut().poll(cx).is_ready() {
            self.requests.closing = true;
            self.stream.refuse();
        }
        loop {
            let finished = self.unsent() <= UNSENT && self.requests.poll_finished(cx);
            let read = self.read(cx)?;
            let wrote = self.write(cx)?;
            if !(finished || read || wrote) {
                break;
            }
        }
        if !self.is_done() {
            return Poll::Pending;
        }
        // What was asked and answered must arrive even if the client is slow to read.
        ready!(Pin::new(&mut self.stream).poll_flush(cx))?;
        Poll::Ready(Ok(()))
    }
}
