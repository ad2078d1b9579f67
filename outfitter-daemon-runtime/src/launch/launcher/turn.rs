//! Whose turn it is to start the daemon.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::ensure::{Attempt, Place};
use super::error::LaunchError;
use super::event::LaunchEvent;
use super::look::Look;
use crate::ipc::Probe;
use crate::lock::{Turn, released};
use crate::race::{First, race};

/// How often who waits for a lock also looks for the daemon. That is for what cannot be heard: a process that
/// was stopped while it had the lock, or a daemon that was started by hand at the same moment.
const FIRST_LOOK: Duration = Duration::from_millis(5);
const LAST_LOOK: Duration = Duration::from_millis(250);

/// What came of waiting.
pub(super) enum Waited {
    /// It is our turn.
    Ours(Turn),
    /// The daemon runs.
    Running(Probe, Option<u32>),
}

impl Attempt<'_> {
    /// Waits until it is our turn, or the daemon runs.
    pub(super) async fn turn(&self, place: &Place) -> Result<Waited, LaunchError> {
        let path = &place.turn;
        if let Some(turn) = Turn::try_take(path)? {
            return Ok(Waited::Ours(turn));
        }
        let pid = Turn::holder(path);
        self.launcher.tell(&LaunchEvent::Waiting { pid });
        let mut turn = Turn::wait(path)?;
        loop {
            match race(&mut turn, sleep_until(self.soon(LAST_LOOK))).await {
                First::Left(Ok(turn)) => return Ok(Waited::Ours(turn?)),
                First::Left(Err(_)) => return Err(self.in_progress(place)),
                First::Right(()) => {}
            }
            if let Look::Running(probe, pid) = self.look().await? {
                return Ok(Waited::Running(probe, pid));
            }
            if self.is_late() {
                return Err(self.in_progress(place));
            }
        }
    }

    /// Waits until who has the daemon's lock lets go of it, or serves.
    ///
    /// # Errors
    ///
    /// `otherwise`, if neither comes in time.
    pub(super) async fn another(
        &self,
        place: &Place,
        otherwise: LaunchError,
    ) -> Result<Option<(Probe, Option<u32>)>, LaunchError> {
        let mut free = released(&place.lock)?;
        let mut pause = FIRST_LOOK;
        loop {
            if let First::Left(held) = race(&mut free, sleep_until(self.soon(pause))).await {
                // A daemon of the TypeScript package has no lock to wait for.
                if held != Ok(true) {
                    sleep_until(self.soon(LAST_LOOK)).await;
                }
                return if self.is_late() { Err(otherwise) } else { Ok(None) };
            }
            if let Look::Running(probe, pid) = self.look().await? {
                return Ok(Some((probe, pid)));
            }
            if self.is_late() {
                return Err(otherwise);
            }
            pause = (pause * 2).min(LAST_LOOK);
        }
    }

    fn in_progress(&self, place: &Place) -> LaunchError {
        LaunchError::InProgress {
            name: self.name.to_string(),
            pid: Turn::holder(&place.turn),
            lock: place.turn.clone(),
            timeout: self.launcher.timeout,
        }
    }

    fn soon(&self, pause: Duration) -> Instant {
        (Instant::now() + pause).min(self.deadline)
    }

    fn is_late(&self) -> bool {
        Instant::now() >= self.deadline
    }
}
