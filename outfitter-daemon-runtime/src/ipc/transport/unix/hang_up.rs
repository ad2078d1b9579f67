//! Noticing that the client has gone, also where there is nothing to read and nothing to write.

use std::io;
use std::os::fd::AsFd;
use std::pin::pin;
use std::task::{Context, Poll, ready};

use tokio::io::Interest;

use super::Stream;

/// Tells a client that has closed its connection from one that has only shut down its sending half: both look
/// the same to who reads, but only the former is a hang-up (`EPOLLHUP`, poll(2)).
///
/// It is a duplicate of the descriptor with a registration of its own. The stream itself is nearly always
/// writable, and what it knows of that cannot be cleared without losing a wake-up of its writer.
#[derive(Debug)]
pub(crate) struct HangUp(Stream);

impl HangUp {
    pub(super) fn of(stream: &Stream) -> io::Result<Self> {
        let own = stream.as_fd().try_clone_to_owned()?;
        Stream::from_std(own.into()).map(Self)
    }

    /// Ready when the client has gone.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            // An error is the runtime's end, at which everything is.
            if ready!(self.0.poll_write_ready(cx)).is_err() || self.is_hung_up(cx) {
                return Poll::Ready(());
            }
            // Nobody writes here, so that it is writable is no news; the next change of any kind is.
            let forget = || Err::<(), _>(io::ErrorKind::WouldBlock.into());
            let forgotten = self.0.try_io(Interest::WRITABLE, forget);
            debug_assert!(forgotten.is_err(), "it never does anything");
        }
    }

    /// Of a stream that is ready in some way: whether in that one.
    fn is_hung_up(&self, cx: &mut Context<'_>) -> bool {
        match pin!(self.0.ready(Interest::WRITABLE)).poll(cx) {
            Poll::Ready(Ok(ready)) => ready.is_write_closed(),
            Poll::Ready(Err(_)) => true,
            Poll::Pending => false,
        }
    }
}
