//! One connection of a server: bytes in, bytes out, as one future without a lock or a copy of the stream.

use std::cell::Cell;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_util::sync::WaitForCancellationFutureOwned;

use super::dispatch::Requests;
use super::shared::Shared;
use crate::ipc::frame::LineDecoder;
use crate::ipc::transport::{Input, Peer};

/// How much is read at once. One buffer serves all connections of a thread, so an idle one costs nothing.
const CHUNK: usize = 64 * 1024;

thread_local! {
    static BUFFER: Cell<Option<Box<[u8]>>> = const { Cell::new(None) };
}

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

    /// Whether the client reads fast enough to be served; one that does not costs no more than this.
    fn is_read(&self) -> bool {
        self.unsent() <= self.requests.limits().max_unsent
    }

    fn read(&mut self, cx: &mut Context<'_>) -> Progress {
        if self.input == Reading::Ended || !self.is_read() || !self.requests.wants_more() {
            return Ok(false);
        }
        // A nested runtime on this thread finds the buffer taken, and makes itself another.
        let mut buffer = BUFFER.take().unwrap_or_else(|| vec![0; CHUNK].into());
        let mut chunk = ReadBuf::new(&mut buffer);
        let polled = Pin::new(&mut self.stream).poll_read(cx, &mut chunk);
        if let Poll::Ready(Ok(())) = polled {
            if chunk.filled().is_empty() {
                self.input = Reading::Ended;
            }
            let requests = &mut self.requests;
            self.decoder
                .decode(chunk.filled(), |frame| requests.take(frame, cx));
        }
        BUFFER.set(Some(buffer));
        match polled {
            Poll::Ready(result) => result.map(|()| true),
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
            let finished = self.is_read() && self.requests.poll_finished(cx);
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
