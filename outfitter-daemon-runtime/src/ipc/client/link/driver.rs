//! The task of one connection: writes what is queued, hands out what is answered, and watches the clock.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::Instant;

use super::Link;
use crate::alarm::Alarm;
use crate::ipc::chunk;
use crate::ipc::client::answers::Answer;
use crate::ipc::frame::{Frame, LineDecoder};

/// The task that reads and writes.
pub(super) struct Driver<S> {
    pub(super) link: Arc<Link>,
    pub(super) stream: S,
    pub(super) decoder: LineDecoder,
    /// The state's alarm, when it was last looked at.
    pub(super) alarm: Option<Instant>,
    /// For the alarm; made for the first one.
    pub(super) timer: Option<Alarm>,
    pub(super) out: Vec<u8>,
    pub(super) written: usize,
    /// How many bytes have been written in all.
    pub(super) total: u64,
    /// Whether the server takes no more; what it has taken is still answered.
    pub(super) refused: bool,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Driver<S> {
    /// Takes what is queued; says whether the client still wants the connection.
    fn take_queued(&mut self, cx: &Context<'_>) -> bool {
        let mut state = self.link.state();
        self.alarm = state.alarm;
        state.unwritten.written(self.total);
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

    /// Tells those who have waited long enough; says whether there were any. One timer is enough for all:
    /// most calls are answered long before their time is up, and then nothing was done about it.
    fn poll_timer(&mut self, cx: &mut Context<'_>) -> bool {
        let mut late = false;
        while let Some(alarm) = self.alarm {
            let timer = self.timer.get_or_insert_with(|| Alarm::new(alarm));
            timer.set(alarm);
            if timer.poll(cx).is_pending() {
                break;
            }
            late |= self.link.state().expire(Instant::now());
            self.alarm = self.link.state().alarm;
        }
        late
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
        state.unwritten.give_up(total);
        for (_, pending) in state.pending.extract_if(|_, pending| pending.begins >= total) {
            pending.answers.finish(Answer::Gone { sent: false });
        }
    }

    fn poll_read(&mut self, cx: &mut Context<'_>) -> io::Result<bool> {
        let shared = &self.link;
        // Locked when there is something: many lines come at once.
        let mut locked = None;
        let polled = chunk::poll_lines(&mut self.stream, cx, &mut self.decoder, |frame, _| match frame {
            Frame::Line(line) => locked.get_or_insert_with(|| shared.state()).deliver(line),
            Frame::TooLong(head) => {
                tracing::warn!(
                    bytes = head.len(),
                    "a line from the server is too long and was skipped"
                );
            }
        });
        match polled {
            Poll::Ready(Ok(0)) => Err(io::ErrorKind::UnexpectedEof.into()),
            Poll::Ready(Ok(_)) => Ok(true),
            Poll::Ready(Err(error)) => Err(error),
            Poll::Pending => Ok(false),
        }
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Future for Driver<S> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        // The timer is looked at when it may have ended, or when somebody has set another time.
        let mut seen = None;
        loop {
            if !self.take_queued(cx) {
                return Poll::Ready(());
            }
            if self.alarm != seen {
                let late = self.poll_timer(cx);
                seen = self.alarm;
                // What was taken back is to be sent.
                if late {
                    continue;
                }
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
        state.unwritten.give_up(self.total);
        for (_, pending) in state.pending.drain() {
            pending.answers.finish(Answer::Gone {
                sent: pending.begins < self.total,
            });
        }
    }
}
