//! From `stopped` to `running`.

use tokio::time::Instant;

use super::daemon::Daemon;
use super::hold::Held;
use super::signals;
use super::state::DaemonState;
use crate::error::DaemonError;
use crate::ipc::SocketFileHandle;
use crate::task::Boxed;

impl Daemon {
    /// Takes the lock, writes the PID file and begins to watch for SIGTERM and SIGINT, which then stop it.
    ///
    /// # Errors
    ///
    /// * [`DaemonError::AlreadyRunning`] if it is not stopped, or if another process has the lock
    /// * [`DaemonError::PidFile`] if the PID file cannot be written
    /// * [`DaemonError::StartFailed`] for everything else
    ///
    /// Nothing is left behind then, and it can be started again.
    ///
    /// # Cancel safety
    ///
    /// Not cancel safe: a start that is dropped half way still completes.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime that has its time driver enabled.
    pub async fn start(&self) -> Result<(), DaemonError> {
        self.clone().starting().await
    }

    fn starting(self) -> Boxed<Result<(), DaemonError>> {
        Box::pin(async move {
            let begun = crate::task::blocking(move || {
                self.begin()?;
                self.ready();
                Ok(self)
            });
            let daemon: Self = begun.await?;
            crate::task::spawn(async move {
                daemon.reload_until_stopped().await;
                daemon.wind_down(None).await;
            });
            Ok(())
        })
    }

    /// From `stopped` to `starting`, with everything held that a running daemon holds.
    pub(crate) fn begin(&self) -> Result<(), DaemonError> {
        self.leave_stopped()?;
        self.0.stop.send_replace(None);
        let held = signals::watch(self).and_then(|()| Held::take(&self.0.options));
        let held = held.inspect_err(|_| {
            signals::unwatch(self);
            self.set_state(DaemonState::Stopped);
        })?;
        let mut run = self.run();
        run.held = Some(held);
        run.since = Some(Instant::now());
        Ok(())
    }

    /// As [`begin`](Self::begin), with nothing held and no signals watched: for one that is part of a test.
    #[cfg(feature = "testing")]
    pub(crate) fn begin_in_memory(&self) -> Result<(), DaemonError> {
        self.leave_stopped()?;
        self.0.stop.send_replace(None);
        self.run().since = Some(Instant::now());
        Ok(())
    }

    fn leave_stopped(&self) -> Result<(), DaemonError> {
        let was_stopped = self.0.state.send_if_modified(|state| {
            let stopped = *state == DaemonState::Stopped;
            if stopped {
                *state = DaemonState::Starting;
            }
            stopped
        });
        let pid = Some(i64::from(std::process::id()));
        let running = || DaemonError::AlreadyRunning {
            name: self.name().to_owned(),
            pid,
            path: None,
        };
        was_stopped.then_some(()).ok_or_else(running)
    }

    /// Makes a stop that takes too long end the process with `exit_code`, whatever blocks it.
    pub(crate) fn enforce_deadline(&self, exit_code: u8) {
        self.0.deadline.enforce(exit_code);
    }

    /// Has the socket's file removed even if the runtime is blocked when the daemon is to end.
    pub(crate) fn owns_socket(&self, file: Option<SocketFileHandle>) {
        self.run().socket = file;
    }

    /// From `starting` to `running`, unless it is to stop already, or has lost its lock meanwhile. Says which.
    pub(crate) fn ready(&self) -> bool {
        let ready = self.check_lock() && self.0.stop.borrow().is_none();
        if ready {
            self.set_state(DaemonState::Running);
            self.health().start_background();
            self.supervisor().ready();
        }
        ready
    }
}
