//! Looking at what has come without taking it.

use std::io;
use std::sync::PoisonError;
use std::task::{Context, Poll, ready};

use super::Stream;
use crate::ipc::transport::Peek;

impl Peek for Stream {
    /// The runtime has read what there is by then, so it is kept here until it is read.
    fn poll_peek(
        &self,
        cx: &mut Context<'_>,
        bytes: &mut [u8],
        seen: usize,
    ) -> Poll<io::Result<Option<usize>>> {
        let mut ahead = self.ahead.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let count = ahead.len().min(bytes.len());
            if count > seen {
                bytes[..count].copy_from_slice(&ahead[..count]);
                return Poll::Ready(Ok(Some(count)));
            }
            ready!(self.pipe.poll_read_ready(cx))?;
            match self.pipe.try_read(&mut bytes[count..]) {
                // Nothing was read because there was no room for it: more cannot be seen.
                Ok(0) if count == bytes.len() => return Poll::Pending,
                Ok(0) => return Poll::Ready(Ok(None)),
                Ok(more) => ahead.extend_from_slice(&bytes[count..count + more]),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Poll::Ready(Ok(None)),
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }
}
