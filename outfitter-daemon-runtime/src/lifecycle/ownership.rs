//! Whether a running daemon is still the one.

use super::daemon::Daemon;
use super::state::StopReason;
use crate::lock::LockCheck;

impl Daemon {
    /// Whether the lock is still ours; if it is not, the daemon is asked to stop, and touches nothing that
    /// is somebody else's now.
    pub(crate) fn check_lock(&self) -> bool {
        let check = match &self.run().held {
            Some(held) => held.check(),
            None => return true,
        };
        let lost = match check {
            LockCheck::Ours => return true,
            LockCheck::Unknown(error) => {
                // Out of descriptors, interrupted: that says nothing about the lock.
                tracing::warn!(%error, "the lock file cannot be seen at the moment");
                return true;
            }
            LockCheck::Gone => "it was removed".to_owned(),
            LockCheck::Damaged => "it names no process any more".to_owned(),
            LockCheck::Replaced { pid: Some(pid) } | LockCheck::ForeignPid { pid } => {
                format!("it names process {pid}")
            }
            LockCheck::Replaced { pid: None } => "another file is in its place".to_owned(),
        };
        tracing::error!(name = self.name(), "the lock file is no longer ours: {lost}");
        crate::launch::complain(&format!(
            "{}: stopping, since the lock file is no longer ours: {lost}",
            self.name()
        ));
        self.request_stop(StopReason::OwnershipLost);
        false
    }

    /// Why the daemon stops, once it does.
    pub(crate) fn stop_reason(&self) -> Option<StopReason> {
        *self.0.stop.borrow()
    }
}
