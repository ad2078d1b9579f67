//! What there is of the daemon at this moment.

use tokio::time::Instant;

use super::ensure::Attempt;
use super::error::LaunchError;
use super::event::LaunchEvent;
use super::replace::Replace;
use crate::ipc::{Probe, Says};

/// What was found.
pub(super) enum Look {
    /// Nobody listens.
    Nobody,
    /// It serves.
    Running(Probe, Option<u32>),
    /// It serves, but is to be replaced.
    Outdated(Probe, Option<String>),
    /// It is about to end.
    Ending(Probe),
}

impl Attempt<'_> {
    /// Connects and asks; a daemon that initializes is waited for, and one that is too old is not taken for one that
    /// runs.
    pub(super) async fn look(&self) -> Result<Look, LaunchError> {
        match self.look_at_any().await? {
            Look::Running(probe, pid) => Ok(self.judge(probe, pid).await),
            other => Ok(other),
        }
    }

    /// As [`look`](Self::look), however old it is.
    pub(super) async fn look_at_any(&self) -> Result<Look, LaunchError> {
        let mut probe = match Probe::connect(&self.candidates, self.left()).await {
            Ok(probe) => probe,
            Err(error) if error.is_not_running() => return Ok(Look::Nobody),
            Err(error) => return Err(error.into()),
        };
        let mut says = probe.ping(false, self.deadline).await;
        if says == Says::Starting {
            self.launcher.tell(&LaunchEvent::Initializing);
            says = probe.ping(true, self.deadline).await;
            if says == Says::Nothing {
                return Err(LaunchError::StillInitializing {
                    socket: probe.socket().to_owned(),
                    timeout: self.launcher.timeout,
                });
            }
        }
        match says {
            Says::Running(pid) => Ok(Look::Running(probe, pid)),
            Says::Starting | Says::Ending => Ok(Look::Ending(probe)),
            Says::Nothing => Err(LaunchError::Unresponsive {
                socket: probe.socket().to_owned(),
                timeout: self.launcher.timeout,
            }),
        }
    }

    async fn judge(&self, mut probe: Probe, pid: Option<u32>) -> Look {
        if self.launcher.replace == Replace::Never {
            return Look::Running(probe, pid);
        }
        let status = probe.status(self.deadline).await;
        let version = status
            .as_ref()
            .and_then(|status| status.get("version")?.as_str().map(str::to_owned));
        if self.launcher.replace.replaces(version.as_deref()) {
            Look::Outdated(probe, version)
        } else {
            Look::Running(probe, pid)
        }
    }

    pub(super) fn left(&self) -> std::time::Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }
}
