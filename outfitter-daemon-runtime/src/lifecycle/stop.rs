//! From `stopping` to `stopped`.

use std::sync::PoisonError;
use std::time::Duration;

use tokio::time::Instant;

use super::daemon::Daemon;
use super::state::DaemonState;
use crate::error::DaemonError;
use crate::ipc::IpcServer;

/// How a stop went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// The text of each error and panic in a shutdown handler.
    pub(crate) failed: Vec<String>,
    /// What was not finished in time.
    pub(crate) overran: Option<String>,
}

impl Outcome {
    pub(crate) fn into_result(self, name: &str, timeout: Duration) -> Result<(), DaemonError> {
        match self.overran {
            Some(what) => Err(DaemonError::ShutdownTimeout {
                name: name.to_owned(),
                timeout,
                what,
            }),
            None => Ok(()),
        }
    }
}

impl Daemon {
    /// Ends a run: requests in flight, shutdown handlers, socket, PID file, lock.
    ///
    /// Requests get at most half of the time, so that a handler that never returns cannot keep the shutdown
    /// handlers from saving what they must.
    pub(crate) async fn wind_down(&self, server: Option<&mut IpcServer>) {
        let timeout = self.shutdown_timeout();
        let deadline = Instant::now() + timeout;
        self.set_state(DaemonState::Stopping);
        self.health().stop_background();
        let mut server = server;
        let half = Instant::now() + timeout / 2;
        let in_flight = match &mut server {
            Some(server) => server.drain(timeout / 2).await,
            None => Vec::new(),
        };
        let background = self.0.background.end(half).await;
        let hooks = self.0.hooks.run(deadline).await;
        if let Some(server) = server {
            server.close_within(Duration::ZERO).await;
        }
        let in_flight = in_flight.first().map(|place| format!("the handler {place}"));
        let mut failed = background.panicked;
        failed.extend(hooks.failed);
        let outcome = Outcome {
            failed,
            overran: in_flight.or(background.overran).or(hooks.overran),
        };
        if let Some(what) = &outcome.overran {
            tracing::error!(name = self.name(), ?timeout, "{what} took too long to stop");
        }
        self.release(outcome);
    }

    /// Gives back what is held and is stopped, the lock being free before anybody hears of it.
    pub(crate) fn release(&self, outcome: Outcome) {
        let (held, socket) = {
            let mut run = self.run();
            run.outcome = outcome;
            run.since = None;
            run.http = None;
            (run.held.take(), run.socket.take())
        };
        // Only left where the runtime could not close the server.
        if let Some(file) = socket.and_then(|file| file.lock().unwrap_or_else(PoisonError::into_inner).take())
        {
            file.unlink();
        }
        if let Some(held) = held {
            held.release();
        }
        self.0.deadline.met();
        super::signals::unwatch(self);
        self.set_state(DaemonState::Stopped);
    }
}
