//! The end of something, said once to everybody who waits for it.

use std::fmt::{self, Debug, Formatter};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::sync::watch;

use crate::task::Boxed;

/// Whether the end has begun. All clones are one.
#[derive(Clone, Debug, Default)]
pub struct Closing(watch::Sender<bool>);

impl Closing {
    /// Says so, to whoever waits now and whoever waits later.
    pub fn begin(&self) {
        self.0.send_replace(true);
    }

    /// Whether somebody has said so.
    pub fn has_begun(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until somebody says so, or until nobody is left who could.
    pub fn begun(&self) -> Begun {
        let mut heard = self.0.subscribe();
        Begun(Some(Box::pin(async move {
            let _ = heard.wait_for(|begun| *begun).await;
        })))
    }
}

/// Ready when the end has begun, and as often as it is asked from then on.
pub struct Begun(Option<Boxed<()>>);

impl Future for Begun {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if let Some(waiting) = &mut self.0 {
            ready!(waiting.as_mut().poll(cx));
            self.0 = None;
        }
        Poll::Ready(())
    }
}

impl Debug for Begun {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Begun")
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn may_be_asked_again_after_it_was_heard() {
        let closing = Closing::default();
        let mut begun = closing.begun();
        closing.begin();
        (&mut begun).await;
        begun.await;
    }

    #[tokio::test]
    async fn is_heard_by_those_who_wait_already_and_those_who_come_late() {
        let closing = Closing::default();
        let early = closing.clone().begun();
        assert!(!closing.has_begun());
        closing.begin();
        let both = async { tokio::join!(early, closing.begun()) };
        tokio::time::timeout(Duration::from_secs(5), both).await.unwrap();
        assert!(closing.has_begun());
    }
}
