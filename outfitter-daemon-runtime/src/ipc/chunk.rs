//! Reading: into a buffer of the thread's, or straight into a line that is long already.

use std::cell::Cell;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::frame::{Frame, LineDecoder};

/// How much is read at once. One buffer serves all connections of a thread, so an idle one costs nothing.
pub(crate) const CHUNK: usize = 64 * 1024;
/// How much is read at once where little is to come.
pub(crate) const SHORT: usize = 4096;

thread_local! {
    static BUFFER: Cell<Option<Box<[u8]>>> = const { Cell::new(None) };
}

/// Reads what is there and hands every line that it completes to `each`; gives how many bytes it was, 0 at
/// the end of the input.
pub(crate) fn poll_lines<S: AsyncRead + Unpin>(
    stream: &mut S,
    cx: &mut Context<'_>,
    decoder: &mut LineDecoder,
    mut each: impl FnMut(Frame<'_>, &mut Context<'_>),
) -> Poll<io::Result<usize>> {
    if let Some(line) = decoder.long_line() {
        let before = line.len();
        // Room that was never written to cannot be read into without `unsafe`; a chunk of zeros costs next to nothing.
        line.resize(line.capacity().min(before + CHUNK), 0);
        let polled = poll_read(stream, cx, &mut line[before..]);
        let count = match &polled {
            Poll::Ready(Ok(count)) => *count,
            _ => 0,
        };
        line.truncate(before + count);
        if count > 0 {
            decoder.decode_appended(before, |frame| each(frame, cx));
        }
        return polled;
    }
    // A nested runtime on this thread finds the buffer taken, and makes itself another.
    let mut buffer = BUFFER.take().unwrap_or_else(|| vec![0; CHUNK].into());
    let polled = poll_read(stream, cx, &mut buffer);
    if let Poll::Ready(Ok(count)) = polled {
        decoder.decode(&buffer[..count], |frame| each(frame, cx));
    }
    BUFFER.set(Some(buffer));
    polled
}

/// Reads what is there, and says how many bytes it was; 0 at the end of the input.
///
/// # Cancel safety
///
/// Nothing is lost: it has read nothing if it is not ready.
pub(crate) async fn read(stream: &mut (impl AsyncRead + Unpin), chunk: &mut [u8]) -> io::Result<usize> {
    poll_fn(|cx| poll_read(stream, cx, chunk)).await
}

/// Reads on until a line is what `wanted` looks for, and gives that; nothing if the input ends before. What has come
/// after that line is lost, and a last line without an end is still in the `decoder`.
///
/// # Cancel safety
///
/// None: what has been read is lost.
pub(crate) async fn find_line<T>(
    stream: &mut (impl AsyncRead + Unpin),
    decoder: &mut LineDecoder,
    wanted: impl Fn(&[u8]) -> Option<T>,
) -> io::Result<Option<T>> {
    let mut part = [0; SHORT];
    let mut found = None;
    while found.is_none() {
        let count = read(stream, &mut part).await?;
        if count == 0 {
            break;
        }
        decoder.decode(&part[..count], |frame| {
            if let Frame::Line(line) = frame {
                found = found.take().or_else(|| wanted(line));
            }
        });
    }
    Ok(found)
}

/// Writes all of it.
///
/// # Cancel safety
///
/// None: a part of it may have been written.
pub(crate) async fn write_all(stream: &mut (impl AsyncWrite + Unpin), mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        let count = write(stream, bytes).await?;
        if count == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        bytes = &bytes[count..];
    }
    Ok(())
}

/// Writes what there is room for, and says how many bytes it was.
///
/// # Cancel safety
///
/// Nothing is doubled: it has written nothing if it is not ready.
pub(crate) async fn write(stream: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) -> io::Result<usize> {
    poll_fn(|cx| Pin::new(&mut *stream).poll_write(cx, bytes)).await
}

fn poll_read<S: AsyncRead + Unpin>(
    stream: &mut S,
    cx: &mut Context<'_>,
    chunk: &mut [u8],
) -> Poll<io::Result<usize>> {
    let mut chunk = ReadBuf::new(chunk);
    ready!(Pin::new(stream).poll_read(cx, &mut chunk))?;
    Poll::Ready(Ok(chunk.filled().len()))
}
