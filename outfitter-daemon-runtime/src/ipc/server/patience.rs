//! How long a client may keep its connection waiting.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::time::{Sleep, sleep};

use crate::ipc::limits::Limits;

/// What a connection waits for; the same value for as long as nothing comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wait {
    /// That the client reads on, having read so many bytes.
    Reader(u64),
    /// The end of the line after so many.
    LineEnd(u64),
    /// Anything at all, after so many lines.
    Request(u64),
}

impl Wait {
    fn limit(self, limits: &Limits) -> Option<Duration> {
        match self {
            Self::Reader(_) => limits.write_timeout,
            Self::LineEnd(_) => limits.line_timeout,
            Self::Request(_) => limits.idle_timeout,
        }
    }
}

/// The only timer of a connection.
///
/// It is set when there is something to wait for, and left alone when that comes: only when it goes off is it
/// looked at what has come meanwhile. So a busy connection neither reads the clock nor sets a timer, and a
/// wait may last up to twice its limit.
#[derive(Debug, Default)]
pub(super) struct Patience {
    timer: Option<(Wait, Pin<Box<Sleep>>)>,
}

impl Patience {
    /// Ready when `wait` has lasted too long.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>, wait: Option<Wait>, limits: &Limits) -> Poll<Wait> {
        let Some((wait, limit)) = wait.and_then(|wait| Some((wait, wait.limit(limits)?))) else {
            return Poll::Pending;
        };
        loop {
            let (since, timer) = self.timer.get_or_insert_with(|| (wait, Box::pin(sleep(limit))));
            ready!(timer.as_mut().poll(cx));
            let since = *since;
            self.timer = None;
            if since == wait {
                return Poll::Ready(wait);
            }
        }
    }
}
