//! What a daemon is told before it starts.

use std::path::PathBuf;
use std::time::Duration;

use crate::health::HealthChecker;
use crate::name::{DaemonName, NameError};
use crate::paths::PathOverrides;
use crate::supervisor::Supervisor;

/// The settings of a [`Daemon`](super::Daemon).
#[derive(Clone, Debug)]
pub struct DaemonOptions {
    pub(crate) name: DaemonName,
    pub(crate) version: String,
    pub(crate) overrides: PathOverrides,
    pub(crate) shutdown_timeout: Duration,
    pub(crate) health: HealthChecker,
    pub(crate) args: Vec<String>,
    /// Whether a hang-up ends the daemon, as it does where somebody started it in a terminal.
    pub(crate) in_terminal: bool,
    pub(crate) supervisor: Supervisor,
}

impl DaemonOptions {
    /// How long a stop may take if nothing else is said.
    pub(crate) const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(5);

    /// The settings of a daemon called `name`, all others at their defaults.
    ///
    /// # Errors
    ///
    /// If the name cannot be part of a path on every platform.
    pub fn new(name: impl AsRef<str>) -> Result<Self, NameError> {
        Ok(Self {
            name: DaemonName::new(name)?,
            version: String::new(),
            overrides: PathOverrides::default(),
            shutdown_timeout: Self::SHUTDOWN_TIMEOUT,
            health: HealthChecker::default(),
            args: Vec::new(),
            in_terminal: true,
            supervisor: Supervisor::default(),
        })
    }

    /// The program's version, for `daemon.status`; default empty.
    #[must_use]
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = version.into();
        self
    }

    /// Limits the whole of a stop, requests in flight and shutdown handlers together; default 5 s.
    #[must_use]
    pub fn shutdown_timeout(mut self, timeout: Duration) -> Self {
        self.shutdown_timeout = timeout;
        self
    }

    /// Keeps all of the daemon's files directly in `dir`, instead of `<runtime directory>/<name>`.
    #[must_use]
    pub fn dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.overrides = self.overrides.dir(dir.into());
        self
    }

    /// Binds the socket at `path`.
    #[must_use]
    pub fn socket(mut self, path: impl Into<PathBuf>) -> Self {
        self.overrides = self.overrides.socket(path.into());
        self
    }

    /// Locks the file `path`: there is one daemon for each.
    #[must_use]
    pub fn lock_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.overrides = self.overrides.lock(path.into());
        self
    }

    /// Writes the PID to `path`; may be the lock file.
    #[must_use]
    pub fn pid_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.overrides = self.overrides.pid_file(path.into());
        self
    }

    /// The checks that [`Daemon::check_health`](super::Daemon::check_health) runs; default none.
    #[must_use]
    pub fn health(mut self, checker: HealthChecker) -> Self {
        self.health = checker;
        self
    }
}
