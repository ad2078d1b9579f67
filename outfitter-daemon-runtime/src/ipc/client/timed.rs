//! Reads and writes that block no longer than until a deadline.

use std::io::{self, Read, Write};
use std::time::{Duration, Instant};

use crate::ipc::transport::BlockingStream;

/// How much later than its deadline a wait may end. The kernel counts in steps of some milliseconds.
const SLACK: Duration = Duration::from_millis(1);

/// A stream whose time-outs are only set when they have to be: each is a system call.
#[derive(Debug)]
pub(super) struct Timed {
    stream: BlockingStream,
    /// The longest that a read waits, as the kernel knows it.
    read_limit: Option<Duration>,
    write_limit: Option<Duration>,
}

impl Timed {
    pub(super) fn new(stream: BlockingStream) -> Self {
        Self {
            stream,
            read_limit: None,
            write_limit: None,
        }
    }

    /// Reads what is there; waits for it until `deadline`. Gives how much it was, 0 at the end.
    ///
    /// # Errors
    ///
    /// `TimedOut` at the deadline, and what the stream gives.
    pub(super) fn read(&mut self, buffer: &mut [u8], deadline: Instant) -> io::Result<usize> {
        loop {
            let left = left(deadline)?;
            if !fits(self.read_limit, left) {
                self.stream.set_read_timeout(Some(left))?;
                self.read_limit = Some(left);
            }
            match self.stream.read(buffer) {
                Err(error) if is_early(&error) => {}
                read => return read,
            }
        }
    }

    /// Writes as much as there is room for, at least one byte; waits for that until `deadline`.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub(super) fn write(&mut self, bytes: &[u8], deadline: Instant) -> io::Result<usize> {
        loop {
            let left = left(deadline)?;
            if !fits(self.write_limit, left) {
                self.stream.set_write_timeout(Some(left))?;
                self.write_limit = Some(left);
            }
            match self.stream.write(bytes) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Err(error) if is_early(&error) => {}
                written => return written,
            }
        }
    }
}

/// Whether a limit that is set will do for a wait that may take until `left` is over. A shorter one only
/// means to wait once more.
fn fits(limit: Option<Duration>, left: Duration) -> bool {
    limit.is_some_and(|limit| left / 2 <= limit && limit <= left.saturating_add(SLACK))
}

/// Whether a wait has ended before anything came of it; the deadline is looked at again then. What a limit
/// ends with depends on the platform (`SO_RCVTIMEO`, socket(7)).
fn is_early(error: &io::Error) -> bool {
    use io::ErrorKind::{Interrupted, TimedOut, WouldBlock};
    matches!(error.kind(), Interrupted | TimedOut | WouldBlock)
}

/// The time until `deadline`; an error if there is none, since a limit of zero would be none at all.
fn left(deadline: Instant) -> io::Result<Duration> {
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() {
        Err(io::ErrorKind::TimedOut.into())
    } else {
        Ok(left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_hours(1);

    #[test]
    fn a_limit_is_kept_while_it_is_about_right() {
        assert!(!fits(None, HOUR));
        assert!(fits(Some(HOUR), HOUR));
        assert!(fits(Some(HOUR + Duration::from_micros(900)), HOUR));
        assert!(fits(Some(HOUR / 2), HOUR));
        assert!(!fits(Some(HOUR + Duration::from_millis(2)), HOUR));
        assert!(!fits(Some(HOUR / 3), HOUR));
    }
}
