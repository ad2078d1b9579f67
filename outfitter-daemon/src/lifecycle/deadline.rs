//! The last resort: a thread outside the runtime that ends the process if a stop takes too long.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::daemon::Daemon;
use super::signals;
use super::stop::Outcome;

/// What a stop is given beyond its timeout before the process is ended from outside.
const GRACE: Duration = Duration::from_millis(500);

/// Enforces the shutdown timeout where the daemon is the whole process, even if its runtime is blocked.
#[derive(Debug, Default)]
pub(super) struct Deadline {
    phase: Mutex<Phase>,
    stopped: Condvar,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum Phase {
    /// A part of some other program, which must not be ended.
    #[default]
    Off,
    /// The process is to end with this code if a stop takes too long.
    On(u8),
    Stopped,
}

impl Deadline {
    pub(super) fn enforce(&self, exit_code: u8) {
        *self.phase.lock().unwrap_or_else(PoisonError::into_inner) = Phase::On(exit_code);
    }

    /// The daemon has stopped in time.
    pub(super) fn met(&self) {
        *self.phase.lock().unwrap_or_else(PoisonError::into_inner) = Phase::Stopped;
        self.stopped.notify_all();
    }

    /// A stop begins: from now the clock runs.
    pub(super) fn begin(daemon: &Daemon) {
        let deadline = &daemon.0.deadline;
        let Phase::On(exit_code) = *deadline.phase.lock().unwrap_or_else(PoisonError::into_inner) else {
            return;
        };
        let watched = daemon.clone();
        let wait = move || watched.0.deadline.wait(&watched, exit_code);
        if let Err(error) = crate::thread::start("shutdown-deadline", wait) {
            tracing::error!(%error, "no thread to enforce the shutdown timeout");
        }
    }

    fn wait(&self, daemon: &Daemon, exit_code: u8) {
        let phase = self.phase.lock().unwrap_or_else(PoisonError::into_inner);
        let limit = daemon.shutdown_timeout() + GRACE;
        let still_on = |phase: &mut Phase| *phase != Phase::Stopped;
        let waited = self.stopped.wait_timeout_while(phase, limit, still_on);
        let (phase, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
        drop(phase);
        if timeout.timed_out() {
            give_up(daemon, exit_code);
        }
    }
}

/// Removes what the daemon holds and ends the process.
fn give_up(daemon: &Daemon, exit_code: u8) {
    let what = "the async runtime is blocked or `main` did not return";
    let text = format!("forced to exit after {:?}: {what}", daemon.shutdown_timeout());
    tracing::error!(name = daemon.name(), "{text}");
    crate::launch::complain(&format!("{}: {text}", daemon.name()));
    daemon.release(Outcome {
        failed: Vec::new(),
        overran: Some(what.to_owned()),
    });
    signals::exit_now(i32::from(exit_code));
}
