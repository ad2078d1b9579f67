//! The handle of a daemon.

use std::fmt;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;
use tokio::time::Instant;

use super::background::BackgroundWork;
use super::deadline::Deadline;
use super::hold::Held;
use super::hooks::Hooks;
use super::options::DaemonOptions;
use super::reload::{Reload, Reloaded};
use super::state::{DaemonState, StopReason};
use super::stop::Outcome;
use crate::error::DaemonError;
use crate::ipc::SocketFileHandle;
use crate::outcome::IntoOutcome;
use crate::task::Borrowing;

/// A daemon: one instance of a name, with a lock, signal handling and an orderly end.
///
/// Clones are handles of the same daemon. Handlers, health checks and `main` take one as an argument.
///
/// # Examples
///
/// ```no_run
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use outfitter_daemon::{Daemon, DaemonOptions};
///
/// let daemon = Daemon::new(DaemonOptions::new("my-service")?);
/// daemon.on_shutdown(async || println!("closing the database"));
/// daemon.start().await?;
/// daemon.stopped().await; // until SIGTERM, SIGINT or `daemon.stop()`
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Daemon(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub(super) options: DaemonOptions,
    pub(super) state: watch::Sender<DaemonState>,
    /// Why the current run is to end; none as long as it is not.
    pub(super) stop: watch::Sender<Option<StopReason>>,
    pub(super) hooks: Hooks,
    pub(super) background: BackgroundWork,
    pub(super) reload: Reload,
    /// How many reloads have been asked for.
    pub(super) reloads: watch::Sender<u64>,
    pub(super) reloaded: watch::Sender<Reloaded>,
    pub(super) deadline: Deadline,
    pub(super) run: Mutex<Run>,
}

/// What belongs to the time between a start and its stop.
#[derive(Default)]
pub(super) struct Run {
    pub(super) held: Option<Held>,
    /// The file of the socket, to be removed if the runtime cannot do it.
    pub(super) socket: Option<SocketFileHandle>,
    /// Where HTTP is served, if on a port.
    pub(super) http: Option<SocketAddr>,
    pub(super) since: Option<Instant>,
    /// How the last stop went.
    pub(super) outcome: Outcome,
}

impl fmt::Debug for Daemon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Daemon")
            .field("name", &self.name())
            .field("state", &self.state())
            .finish_non_exhaustive()
    }
}

impl Daemon {
    /// A daemon that is stopped; nothing is touched yet.
    #[doc(alias = "createDaemon")]
    pub fn new(options: DaemonOptions) -> Self {
        Self(Arc::new(Inner {
            options,
            state: watch::Sender::new(DaemonState::Stopped),
            stop: watch::Sender::new(None),
            hooks: Hooks::default(),
            background: BackgroundWork::default(),
            reload: Reload::default(),
            reloads: watch::Sender::new(0),
            reloaded: watch::Sender::default(),
            deadline: Deadline::default(),
            run: Mutex::default(),
        }))
    }

    /// Stops it and waits until it has stopped: requests in flight are finished, shutdown handlers have
    /// run, the lock is free. If it is stopping already, only waits.
    ///
    /// Bounded by the shutdown timeout. A shutdown handler must not wait for it; see
    /// [`request_stop`](Self::request_stop).
    ///
    /// # Errors
    ///
    /// * [`DaemonError::NotRunning`] if it is stopped
    /// * [`DaemonError::ShutdownTimeout`] if something took too long; it has stopped all the same
    ///
    /// # Cancel safety
    ///
    /// If the future is dropped, the stop goes on.
    pub async fn stop(&self) -> Result<(), DaemonError> {
        if self.state() == DaemonState::Stopped {
            return Err(DaemonError::NotRunning {
                name: self.name().to_owned(),
            });
        }
        self.request_stop(StopReason::Asked);
        self.stopped().await;
        self.last_outcome()
            .into_result(self.name(), self.shutdown_timeout())
    }

    /// Asks it to stop and returns at once. The first reason counts.
    pub fn request_stop(&self, reason: StopReason) {
        // A stop that is quick ends the process before anything that comes after its beginning is done here.
        if self.state() != DaemonState::Stopped {
            self.supervisor().stopping(self.shutdown_timeout());
        }
        let first = self.0.stop.send_if_modified(|stop| {
            let first = stop.is_none();
            stop.get_or_insert(reason);
            first
        });
        if first && self.state() != DaemonState::Stopped {
            tracing::info!(name = self.name(), ?reason, "stopping");
            Deadline::begin(self);
        }
    }

    /// Waits until it has stopped; returns at once if it is stopped.
    ///
    /// # Cancel safety
    ///
    /// Cancel safe: it only waits.
    pub async fn stopped(&self) {
        self.stopping().await;
    }

    fn stopping(&self) -> Borrowing<'_, ()> {
        Box::pin(self.wait_for(|state| state == DaemonState::Stopped))
    }

    /// Waits until it is neither starting nor, for the first time, about to.
    pub(crate) async fn initialized(&self) {
        self.wait_for(|state| state != DaemonState::Starting).await;
    }

    async fn wait_for(&self, wanted: impl Fn(DaemonState) -> bool) {
        // The sender lives as long as `self`, so this only ends with the state that is waited for.
        let _ = self.0.state.subscribe().wait_for(|state| wanted(*state)).await;
    }

    /// Waits until somebody or something wants it to stop.
    pub(crate) async fn stop_requested(&self) -> StopReason {
        let mut stop = self.0.stop.subscribe();
        let reason = stop
            .wait_for(Option::is_some)
            .await
            .ok()
            .and_then(|reason| *reason);
        reason.unwrap_or(StopReason::Asked)
    }

    /// Where it is in its life.
    pub fn state(&self) -> DaemonState {
        *self.0.state.borrow()
    }

    /// A receiver that sees every change of the state.
    pub fn watch_state(&self) -> watch::Receiver<DaemonState> {
        self.0.state.subscribe()
    }

    pub(super) fn set_state(&self, state: DaemonState) {
        tracing::debug!(name = self.name(), %state, "the daemon changes its state");
        self.0.state.send_replace(state);
    }

    /// Whether it is in the state `running`.
    pub fn is_running(&self) -> bool {
        self.state() == DaemonState::Running
    }

    /// Registers a handler that runs when it stops, after the requests in flight.
    ///
    /// Handlers run one after the other in the order of their registration, and all within the shutdown
    /// timeout. An error or a panic in one is logged and the next still runs.
    #[track_caller]
    pub fn on_shutdown<F, Fut>(&self, handler: F)
    where
        F: FnOnce() -> Fut + Send + 'static,
        Fut: Future + Send + 'static,
        Fut::Output: IntoOutcome,
    {
        self.0.hooks.add(handler);
    }

    pub(super) fn run(&self) -> MutexGuard<'_, Run> {
        self.0.run.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn last_outcome(&self) -> Outcome {
        self.run().outcome.clone()
    }
}
