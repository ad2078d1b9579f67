//! Noticing that the client has gone, also where there is nothing to read and nothing to write.

use std::os::windows::io::{AsHandle, OwnedHandle};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::time::{Sleep, sleep};

use crate::windows::pipe::is_broken;

/// How often to look; Windows does not tell by itself who does not read.
const EVERY: Duration = Duration::from_millis(100);

/// Looks now and then whether the other end is still open.
///
/// What the client has sent and nobody has read hides its end: then it is noticed when there is an answer to write.
#[derive(Debug)]
pub(crate) struct HangUp {
    /// A duplicate, closed with the connection.
    pipe: OwnedHandle,
    next_look: Option<Pin<Box<Sleep>>>,
}

impl HangUp {
    pub(super) fn new(pipe: OwnedHandle) -> Self {
        Self {
            pipe,
            next_look: None,
        }
    }

    /// Ready when the client has gone.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            if let Some(next_look) = &mut self.next_look {
                ready!(next_look.as_mut().poll(cx));
            }
            if is_broken(self.pipe.as_handle()) {
                return Poll::Ready(());
            }
            self.next_look = Some(Box::pin(sleep(EVERY)));
        }
    }
}
