//! Reading: into a buffer of the thread's, or straight into a line that is long already.

use std::cell::Cell;
use std::io;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncReadExt, ReadBuf};

use super::frame::{Frame, LineDecoder};

/// How much is read at once. One buffer serves all connections of a thread, so an idle one costs nothing.
pub(crate) const CHUNK: usize = 64 * 1024;

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
        // Nothing is lost with this future: it has read nothing if it is not ready.
        let polled = pin!(stream.read_buf(line)).poll(cx);
        if let Poll::Ready(Ok(1..)) = polled {
            decoder.decode_appended(before, |frame| each(frame, cx));
        }
        return polled;
    }
    // A nested runtime on this thread finds the buffer taken, and makes itself another.
    let mut buffer = BUFFER.take().unwrap_or_else(|| vec![0; CHUNK].into());
    let mut chunk = ReadBuf::new(&mut buffer);
    let polled = Pin::new(stream).poll_read(cx, &mut chunk);
    let polled = polled.map_ok(|()| {
        decoder.decode(chunk.filled(), |frame| each(frame, cx));
        chunk.filled().len()
    });
    BUFFER.set(Some(buffer));
    polled
}
