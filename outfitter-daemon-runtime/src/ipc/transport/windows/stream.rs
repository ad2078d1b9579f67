//! A server's end of a connection.

use std::io;
use std::os::windows::io::AsHandle;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::windows::named_pipe::NamedPipeServer;
use tokio::time::{Sleep, sleep};

use super::AT_ONCE;
use super::hang_up::HangUp;
use crate::ipc::transport::Input;

/// How long what was sent before the input was refused may take to be seen.
const ON_THE_WAY: Duration = Duration::from_millis(5);

/// A connection whose input can end while its output goes on.
///
/// A pipe itself has no such thing: it is read until there is nothing more, and what comes after that is not
/// taken. Its client learns of that only from the end of the connection.
#[derive(Debug)]
pub(crate) struct Stream {
    pub(super) pipe: NamedPipeServer,
    /// What has been looked at and not been read yet.
    pub(super) ahead: Mutex<Vec<u8>>,
    refused: AtomicBool,
    /// When the input ends, once it is refused.
    end: Option<Pin<Box<Sleep>>>,
}

impl Stream {
    pub(super) fn new(pipe: NamedPipeServer) -> Self {
        Self {
            pipe,
            ahead: Mutex::default(),
            refused: AtomicBool::new(false),
            end: None,
        }
    }

    /// Writes what can be written without waiting.
    pub(crate) fn try_write(&self, bytes: &[u8]) -> io::Result<usize> {
        self.pipe.try_write(bytes)
    }
}

impl Input for Stream {
    fn refuse(&self) {
        self.refused.store(true, Ordering::Relaxed);
    }

    /// Otherwise the pipe would stay open until what was last given to it has been read, however long that takes.
    fn abandon(&self) {
        if let Err(error) = self.pipe.disconnect() {
            tracing::debug!(%error, "the client has gone already");
        }
    }

    fn watch(&self) -> io::Result<HangUp> {
        self.pipe.as_handle().try_clone_to_owned().map(HangUp::new)
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let ahead = self.ahead.get_mut().unwrap_or_else(PoisonError::into_inner);
        if !ahead.is_empty() {
            let count = ahead.len().min(buffer.remaining());
            buffer.put_slice(&ahead[..count]);
            ahead.drain(..count);
            return Poll::Ready(Ok(()));
        }
        let read = Pin::new(&mut self.pipe).poll_read(cx, buffer);
        if read.is_ready() || !self.refused.load(Ordering::Relaxed) {
            return read;
        }
        let end = self.end.get_or_insert_with(|| Box::pin(sleep(ON_THE_WAY)));
        // Nothing read is the end.
        end.as_mut().poll(cx).map(Ok)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        // What is given to the pipe has been sent, as far as can be told, although it may take the client long to
        // read: with less at once, one that reads slowly is not taken for one that does not.
        let some = &bytes[..bytes.len().min(AT_ONCE)];
        Pin::new(&mut self.pipe).poll_write(cx, some)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.pipe).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.pipe).poll_shutdown(cx)
    }
}
