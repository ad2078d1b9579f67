//! Waiting for the server, and for whatever ends the waiting.

use std::process::ExitStatus;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use outfitter_daemon::LockError;
use outfitter_daemon::lock::Turn;

use crate::health::{Health, HealthCheck};
use crate::speak;

/// The longest pause between two questions.
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// What threads have to tell.
#[derive(Debug)]
pub(crate) enum News {
    /// The process that was started has ended.
    Ended(ExitStatus),
    /// It is our turn, at last, or never.
    Turn(Result<Option<Turn>, LockError>),
}

/// How waiting ended.
#[derive(Debug)]
pub(crate) enum Waited {
    Ready,
    TimedOut,
    Heard(News),
    /// One pause is over; only if that is all that was to be waited for.
    Paused,
}

/// Asks for the server's health again and again, with growing pauses, until a deadline.
#[derive(Debug)]
pub(crate) struct Waiting<'a> {
    health: &'a HealthCheck,
    deadline: Instant,
    pause: Duration,
}

impl<'a> Waiting<'a> {
    pub(crate) fn new(health: &'a HealthCheck, deadline: Instant, pause: Duration) -> Self {
        Self {
            health,
            deadline,
            pause,
        }
    }

    /// Until the server is ready, there is news, or the time is up.
    pub(crate) fn until_ready_or(&mut self, news: &Receiver<News>) -> Waited {
        loop {
            match self.once(Some(news)) {
                Waited::Paused => {}
                other => return other,
            }
        }
    }

    /// Until the server is ready or the time is up.
    pub(crate) fn until_ready(&mut self) -> Waited {
        loop {
            match self.once(None) {
                Waited::Paused => {}
                other => return other,
            }
        }
    }

    /// One question and one pause.
    pub(crate) fn once(&mut self, news: Option<&Receiver<News>>) -> Waited {
        if self.left().is_zero() {
            return Waited::TimedOut;
        }
        match self.health.ask(self.left()) {
            Health::Ok => return Waited::Ready,
            Health::Initializing => speak::note("Server initializing..."),
            Health::Down => {}
        }
        let pause = self.pause.min(self.left());
        self.pause = self.pause.mul_f64(1.5).min(LONGEST_PAUSE);
        match news.map(|news| news.recv_timeout(pause)) {
            Some(Ok(news)) => Waited::Heard(news),
            Some(Err(RecvTimeoutError::Timeout)) => Waited::Paused,
            None | Some(Err(RecvTimeoutError::Disconnected)) => {
                std::thread::sleep(pause);
                Waited::Paused
            }
        }
    }

    pub(crate) fn left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }
}
