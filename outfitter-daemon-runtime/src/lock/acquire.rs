//! The way to the lock: open or make, lock, compare, judge, write.

use std::hash::{BuildHasher, RandomState};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::error::LockError;
use super::file::{self, Access, NewFile, RecordFile};
use super::handle::LockHandle;
use super::{judge, record};
use crate::{directory, process};

/// A lock that somebody wants, and how.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use outfitter_daemon::lock::LockRequest;
///
/// # let dir = tempfile::tempdir()?;
/// let lock = LockRequest::new(dir.path().join("daemon.lock"))
///     .pid_file(dir.path().join("daemon.pid"))
///     .socket(dir.path().join("daemon.sock"))
///     .wait(Duration::from_millis(100))
///     .acquire()?;
/// lock.release()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct LockRequest {
    path: PathBuf,
    pid_file: Option<PathBuf>,
    socket: Option<PathBuf>,
    wait: Duration,
}

/// How one attempt went, if not wrong.
enum Attempt {
    Acquired(LockHandle),
    /// Another has it locked, or the file was replaced under us.
    TryAgain,
}

impl LockRequest {
    /// How long a lock is waited for whose holder is not known.
    pub const DEFAULT_WAIT: Duration = Duration::from_secs(2);

    /// Wants the lock at `path`.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            pid_file: None,
            socket: None,
            wait: Self::DEFAULT_WAIT,
        }
    }

    /// A second file in which a live PID means that the daemon runs.
    #[must_use]
    pub fn pid_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.pid_file = Some(path.into());
        self
    }

    /// The daemon's socket, by which a PID that was given to another process since is told apart: that process
    /// was started more than 2 s after the file was written, *and* nobody listens at the socket. Without a
    /// socket such a process counts as the daemon.
    #[must_use]
    pub fn socket(mut self, path: impl Into<PathBuf>) -> Self {
        self.socket = Some(path.into());
        self
    }

    /// How long to wait for a lock that is taken by nobody knows whom, since it is about to be let go or to be
    /// signed; 2 s unless told. A lock whose holder is alive and known is not waited for.
    #[must_use]
    pub fn wait(mut self, wait: Duration) -> Self {
        self.wait = wait;
        self
    }

    /// Takes the lock for this process. Blocks for up to the time to [`wait`](Self::wait).
    ///
    /// # Errors
    ///
    /// * [`LockError::AlreadyRunning`] if another process has it, or lives and stands in one of the files.
    /// * [`LockError::Insecure`] if the file is a link, not a file, or another user's.
    /// * [`LockError::Unsupported`] if the file system cannot lock.
    /// * [`LockError::Directory`] if the directory is missing and cannot be made, or is open to others.
    /// * [`LockError::Io`] if the operating system refuses anything else.
    pub fn acquire(&self) -> Result<LockHandle, LockError> {
        directory::prepare_parent(&self.path).map_err(|source| LockError::Directory {
            path: self.path.clone(),
            source,
        })?;
        let started = Instant::now();
        loop {
            // The last attempt begins when the time is up: one that took all of the time itself, since the
            // process was stopped or the machine slept, says nothing about who has the lock now.
            let left = self.wait.saturating_sub(started.elapsed());
            if let Attempt::Acquired(handle) = self.attempt()? {
                return Ok(handle);
            }
            if left.is_zero() {
                return Err(LockError::AlreadyRunning {
                    path: self.path.clone(),
                    pid: None,
                });
            }
            std::thread::sleep(pause().min(left));
        }
    }

    fn attempt(&self) -> Result<Attempt, LockError> {
        match RecordFile::open(&self.path).map_err(LockError::at(&self.path))? {
            Some(file) => self.claim(file),
            None => self.create(),
        }
    }

    /// Locks a file that was at the path when it was opened, or finds out who has it.
    fn claim(&self, mut file: RecordFile) -> Result<Attempt, LockError> {
        let failed = LockError::at(&self.path);
        let locked = file.try_lock().map_err(&failed)?;
        // What we opened may have been removed by its holder before we locked it, or before we asked who
        // that is.
        if !file.is_at(&self.path).map_err(&failed)? {
            return Ok(Attempt::TryAgain);
        }
        if locked {
            return self.take_over(file);
        }
        match file
            .pid()
            .map_err(&failed)?
            .filter(|pid| process::is_process_alive(*pid))
        {
            Some(pid) => Err(LockError::AlreadyRunning {
                path: self.path.clone(),
                pid: Some(pid),
            }),
            // It is just taking over what another left.
            None => Ok(Attempt::TryAgain),
        }
    }

    /// Makes the file. Others see it complete or not at all.
    fn create(&self) -> Result<Attempt, LockError> {
        let pid = process::own_pid();
        let new = NewFile {
            path: &self.path,
            content: &record::text(pid),
            access: Access::Locked,
        };
        match RecordFile::create(new).map_err(LockError::at(&self.path))? {
            Some(file) => {
                let id = file.id().map_err(|error| {
                    // Ours, and still locked: nobody else's can be in its place.
                    let _ = file::remove(&self.path);
                    LockError::at(&self.path)(error)
                })?;
                let handle = LockHandle::new(&self.path, file, id, pid);
                // Last, to leave the smallest gap to a starter that does not lock. The handle undoes the rest.
                self.refuse_pid_file()?;
                Ok(Attempt::Acquired(handle))
            }
            None => Ok(Attempt::TryAgain),
        }
    }

    /// Signs a file that another has left, now that it is locked.
    fn take_over(&self, file: RecordFile) -> Result<Attempt, LockError> {
        let failed = LockError::at(&self.path);
        if let Some(pid) = judge::live_pid(&file, self.socket.as_deref()).map_err(&failed)? {
            return Err(LockError::AlreadyRunning {
                path: self.path.clone(),
                pid: Some(pid),
            });
        }
        self.refuse_pid_file()?;
        if file.has_other_names().map_err(&failed)? {
            // Somebody linked a file of ours to this name, or copied the directory with links. It keeps its
            // content under its other name, and we make a new one.
            file::remove(&self.path).map_err(&failed)?;
            return Ok(Attempt::TryAgain);
        }
        let (id, pid) = (file.id().map_err(&failed)?, process::own_pid());
        file.rewrite(&record::text(pid), Access::Locked)
            .map_err(&failed)?;
        Ok(Attempt::Acquired(LockHandle::new(&self.path, file, id, pid)))
    }

    /// It may be the lock file itself: our own PID is no other daemon.
    fn refuse_pid_file(&self) -> Result<(), LockError> {
        let judge = |pid_file: &PathBuf| judge::refuse_live_pid(pid_file, self.socket.as_deref());
        self.pid_file.as_ref().map_or(Ok(()), judge)
    }
}

/// 5 to 50 ms, at random, so that those who wait do not all come back at once.
fn pause() -> Duration {
    Duration::from_micros(5_000 + RandomState::new().hash_one(()) % 45_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::temp_dir;

    #[test]
    fn a_file_that_its_holder_removed_before_it_was_locked_is_not_the_lock() {
        let temp = temp_dir();
        let request = LockRequest::new(temp.path().join("daemon.lock"));
        let first = request.acquire().unwrap();
        let opened = RecordFile::open(&request.path).unwrap().unwrap();
        first.release().unwrap();
        assert!(
            matches!(request.claim(opened).unwrap(), Attempt::TryAgain),
            "missing"
        );

        let second = request.acquire().unwrap();
        let opened = RecordFile::open(&request.path).unwrap().unwrap();
        second.release().unwrap();
        let third = request.acquire().unwrap();
        assert!(
            matches!(request.claim(opened).unwrap(), Attempt::TryAgain),
            "replaced"
        );
        assert_eq!(
            std::fs::read_to_string(&request.path).unwrap(),
            format!("{}\n", third.pid())
        );
    }
}
