//! What a daemon tells the supervisor that started it.

use super::daemon::Daemon;
use crate::supervisor::Supervisor;

impl Daemon {
    /// Tells the supervisor, such as systemd, in one line how the daemon does; `systemctl status` shows it.
    ///
    /// It stays until the next call or the stop. Readiness, reloads and stops are told without this. Without a
    /// supervisor, or with one that is too busy to listen, it does nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// # use outfitter_daemon::Daemon;
    /// fn loaded(daemon: &Daemon, files: usize, of: usize) {
    ///     daemon.notify_status(&format!("loaded {files} of {of} files"));
    /// }
    /// ```
    pub fn notify_status(&self, status: &str) {
        self.supervisor().status(status);
    }

    /// The supervisor; one that is told nothing if this daemon is only a part of its process.
    pub(crate) fn supervisor(&self) -> &Supervisor {
        &self.0.options.supervisor
    }
}
