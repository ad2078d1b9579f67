//! Looking at what has come without taking it.

use std::io;
use std::os::fd::AsFd;
use std::pin::pin;
use std::task::{Context, Poll, ready};

use rustix::io::Errno;
use rustix::net::RecvFlags;
use tokio::io::Interest;

use super::Stream;
use crate::ipc::transport::Peek;

impl Peek for Stream {
    fn poll_peek(
        &self,
        cx: &mut Context<'_>,
        bytes: &mut [u8],
        seen: usize,
    ) -> Poll<io::Result<Option<usize>>> {
        loop {
            ready!(self.poll_read_ready(cx))?;
            // What was seen before is no news: as if there were nothing, so that the next that comes wakes us.
            let peeked = self.try_io(Interest::READABLE, || match peek(self, bytes)? {
                count if count == seen && count > 0 => Err(io::ErrorKind::WouldBlock.into()),
                count => Ok(count),
            });
            match peeked {
                Ok(0) => return Poll::Ready(Ok(None)),
                Ok(count) => return Poll::Ready(Ok(Some(count))),
                Err(error) if error.kind() != io::ErrorKind::WouldBlock => return Poll::Ready(Err(error)),
                // An end stays, however often it is cleared.
                Err(_) if is_at_end(self, cx) => return Poll::Ready(Ok(None)),
                Err(_) => {}
            }
        }
    }
}

/// Whether the other end sends no more, of a stream that was ready in some way.
fn is_at_end(stream: &Stream, cx: &mut Context<'_>) -> bool {
    match pin!(stream.ready(Interest::READABLE)).poll(cx) {
        Poll::Ready(Ok(ready)) => ready.is_read_closed(),
        Poll::Ready(Err(_)) => true,
        Poll::Pending => false,
    }
}

fn peek(stream: &Stream, bytes: &mut [u8]) -> io::Result<usize> {
    loop {
        match rustix::net::recv(stream.as_fd(), &mut *bytes, RecvFlags::PEEK) {
            Ok((count, _)) => return Ok(count),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::io::Read;

    use tokio::io::AsyncWriteExt;

    use super::*;

    #[tokio::test]
    async fn sees_what_comes_and_leaves_it() {
        let (mut client, server) = Stream::pair().unwrap();
        let mut bytes = [0; 4];
        client.write_all(b"ab").await.unwrap();
        assert_eq!(
            poll_fn(|cx| server.poll_peek(cx, &mut bytes, 0)).await.unwrap(),
            Some(2)
        );
        let more = async { poll_fn(|cx| server.poll_peek(cx, &mut bytes, 2)).await };
        let (more, sent) = tokio::join!(more, async {
            tokio::task::yield_now().await;
            client.write_all(b"cdefg").await
        });
        sent.unwrap();
        assert_eq!((more.unwrap(), &bytes), (Some(4), b"abcd"));
        drop(client);
        let mut all = Vec::new();
        let mut server = server.into_std().unwrap();
        server.set_nonblocking(false).unwrap();
        server.read_to_end(&mut all).unwrap();
        assert_eq!(all, b"abcdefg");
    }

    #[tokio::test]
    async fn sees_the_end_behind_what_it_has_seen() {
        let (mut client, server) = Stream::pair().unwrap();
        let mut bytes = [0; 4];
        client.write_all(b"ab").await.unwrap();
        assert_eq!(
            poll_fn(|cx| server.poll_peek(cx, &mut bytes, 0)).await.unwrap(),
            Some(2)
        );
        let (end, shut) = tokio::join!(
            poll_fn(|cx| server.poll_peek(cx, &mut bytes, 2)),
            client.shutdown()
        );
        shut.unwrap();
        assert_eq!(end.unwrap(), None);
    }
}
