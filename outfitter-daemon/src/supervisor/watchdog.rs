//! Signs of life, for a supervisor that restarts what does not give any.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinHandle;

use super::notify::{Link, Supervisor, log};

/// A limit shorter than that is a mistake, and must not make the daemon busy.
const SHORTEST_PAUSE: Duration = Duration::from_millis(1);

/// The task that gives signs of life until this is dropped.
#[derive(Debug)]
#[must_use = "the signs of life end when it is dropped"]
pub(crate) struct Watchdog(JoinHandle<()>);

impl Supervisor {
    /// Begins to give signs of life if they are wanted, at twice the speed that they are wanted at.
    ///
    /// They come from a task like those that answer requests, and not from a thread: a runtime that is
    /// blocked gives none.
    pub(crate) fn keep_alive(&self) -> Option<Watchdog> {
        let (link, limit) = self.watchdog()?;
        Some(Watchdog(crate::task::spawn(give_signs(link, limit / 2))))
    }
}

async fn give_signs(link: Arc<Link>, pause: Duration) {
    let mut heard = true;
    loop {
        let sent = link.sign_of_life();
        // One that is lost must be made up for before the next is due, which may be too late.
        let pause = if sent.is_ok() { pause } else { pause / 10 };
        let was_heard = std::mem::replace(&mut heard, sent.is_ok());
        if was_heard {
            log(sent);
        }
        tokio::time::sleep(pause.max(SHORTEST_PAUSE)).await;
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        self.0.abort();
    }
}
