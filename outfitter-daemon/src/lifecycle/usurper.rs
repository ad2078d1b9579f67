//! Whether somebody else has signed our lock file. The TypeScript package takes no lock of the kernel's, and
//! looks first and writes later: started together with us, it may find the file free and write over ours.

use std::path::PathBuf;
use std::time::Duration;

use super::daemon::Daemon;
use super::state::StopReason;
use crate::lock::{self, Holder, LockError};
use crate::process;

/// How often to look. A start that raced with ours is found at once or at the first look.
const EVERY: Duration = Duration::from_secs(5);

impl Daemon {
    /// Waits until somebody or something wants it to stop. An error if that is another daemon, which has
    /// signed our lock.
    pub(crate) async fn until_stop(&self) -> Result<(), LockError> {
        while tokio::time::timeout(EVERY, self.stop_requested()).await.is_err() {
            if let Some(error) = self.usurped().await {
                tracing::error!(name = self.name(), %error, "stopping: the lock names another daemon");
                self.request_stop(StopReason::Usurped);
                return Err(error);
            }
        }
        Ok(())
    }

    /// The error of a start beside the live process that stands in our lock file in our place, if there is one.
    ///
    /// A file that names the dead or nobody, or that cannot be read, is no reason to stop: we have it locked.
    pub(crate) async fn usurped(&self) -> Option<LockError> {
        let path = self.lock_path()?;
        let looked = tokio::task::spawn_blocking(move || (lock::look(&path), path)).await;
        match looked {
            Ok((Ok(Holder::Alive { pid }), path)) if !process::is_self_or_ancestor(pid) => {
                Some(LockError::AlreadyRunning { path, pid: Some(pid) })
            }
            _ => None,
        }
    }

    fn lock_path(&self) -> Option<PathBuf> {
        let run = self.run();
        run.held.as_ref().map(|held| held.paths.lock().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{Stranger, temp_dir};
    use crate::lifecycle::{DaemonOptions, DaemonState};

    #[tokio::test(start_paused = true)]
    async fn stops_and_touches_nothing_when_a_live_process_has_signed_the_lock() {
        let (temp, stranger) = (temp_dir(), Stranger::new());
        let daemon = Daemon::new(DaemonOptions::new("test").unwrap().dir(temp.path()));
        daemon.start().await.unwrap();
        let file = temp.path().join("daemon.lock");
        std::fs::write(&file, format!("{}\n", stranger.pid())).unwrap();
        daemon.stopped().await;
        assert_eq!(lock::read_lock_pid(&file).unwrap(), Some(stranger.pid()));
        assert!(!temp.path().join("daemon.pid").exists());
        assert!(daemon.start().await.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn goes_on_when_the_lock_names_the_dead_or_nobody() {
        let temp = temp_dir();
        let daemon = Daemon::new(DaemonOptions::new("test").unwrap().dir(temp.path()));
        daemon.start().await.unwrap();
        let dead = Stranger::zombie().pid().to_string();
        for content in [dead, String::new(), "garbage".into()] {
            std::fs::write(temp.path().join("daemon.lock"), content).unwrap();
            tokio::time::sleep(EVERY * 2).await;
            assert_eq!(daemon.state(), DaemonState::Running);
        }
        daemon.stop().await.unwrap();
    }
}
