//! The lock while we have it: still ours, and let go.

use std::fmt::{self, Debug, Formatter};
use std::io;
use std::path::{Path, PathBuf};

use super::error::LockError;
use super::file::{self, FileError, FileId, RecordFile};
use super::look;

/// A lock that this process holds until [`release`](Self::release), the drop of this, or its end.
///
/// A forked copy of this process that drops it changes nothing.
pub struct LockHandle {
    path: PathBuf,
    pid: i64,
    id: FileId,
    /// `None` once it is released.
    file: Option<RecordFile>,
}

/// What has become of a lock that we hold.
#[derive(Debug)]
#[non_exhaustive]
pub enum LockCheck {
    /// The file is ours and names us.
    Ours,
    /// There is no file any more. Another daemon could start.
    Gone,
    /// Another file has the name. Another daemon may be running.
    Replaced {
        /// The process that it names.
        pid: Option<i64>,
    },
    /// The file is ours, but somebody who does not lock has written another PID into it.
    ForeignPid {
        /// That PID.
        pid: i64,
    },
    /// The file is ours, but holds no PID any more.
    Damaged,
    /// It cannot be seen at the moment, which says nothing about the lock.
    Unknown(io::Error),
}

impl LockHandle {
    /// `file` is locked, is at `path`, is the file `id`, and holds `pid`.
    pub(super) fn new(path: &Path, file: RecordFile, id: FileId, pid: i64) -> Self {
        Self {
            path: path.to_owned(),
            pid,
            id,
            file: Some(file),
        }
    }

    /// The lock file.
    pub fn lock_path(&self) -> &Path {
        &self.path
    }

    /// The process that holds the lock: this one.
    pub fn pid(&self) -> i64 {
        self.pid
    }

    /// Looks whether the lock is still what others see at its path.
    pub fn check(&self) -> LockCheck {
        match FileId::at(&self.path) {
            Err(error) => LockCheck::Unknown(error),
            Ok(None) => LockCheck::Gone,
            Ok(Some(id)) if id != self.id => LockCheck::Replaced {
                pid: look::read_lock_pid(&self.path).ok().flatten(),
            },
            Ok(Some(_)) => match self.recorded() {
                Ok(Some(pid)) if pid == self.pid => LockCheck::Ours,
                Ok(Some(pid)) => LockCheck::ForeignPid { pid },
                Ok(None) => LockCheck::Damaged,
                Err(FileError::Io(_, error) | FileError::Unsupported(error)) => LockCheck::Unknown(error),
                Err(FileError::Insecure(reason)) => LockCheck::Unknown(io::Error::other(reason)),
            },
        }
    }

    /// Removes the file, if it is still ours and names us, and unlocks it.
    ///
    /// # Errors
    ///
    /// [`LockError::Io`] if the file cannot be read or removed. The lock is let go all the same.
    pub fn release(mut self) -> Result<(), LockError> {
        self.let_go()
    }

    /// Whether `path` is another name of the lock file, or the same.
    pub(super) fn is_at(&self, path: &Path) -> bool {
        FileId::at(path).is_ok_and(|id| id == Some(self.id))
    }

    fn recorded(&self) -> Result<Option<i64>, FileError> {
        self.file.as_ref().map_or(Ok(None), RecordFile::pid)
    }

    fn let_go(&mut self) -> Result<(), LockError> {
        // Removed while it is locked, so that nobody can have taken it over in between; then unlocked, as the
        // file is dropped.
        let removed = if self.is_this_process() {
            self.remove()
        } else {
            Ok(())
        };
        self.file = None;
        removed.map_err(LockError::at(&self.path))
    }

    fn is_this_process(&self) -> bool {
        self.pid == crate::process::own_pid()
    }

    fn remove(&self) -> Result<(), FileError> {
        let Some(file) = &self.file else { return Ok(()) };
        if file.is_at(&self.path)? && file.pid()? == Some(self.pid) {
            file::remove(&self.path)?;
        }
        Ok(())
    }
}

impl Drop for LockHandle {
    fn drop(&mut self) {
        if let Err(error) = self.let_go() {
            tracing::warn!(%error, "the lock file stays behind, unlocked");
        }
    }
}

impl Debug for LockHandle {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            pid,
            id: _,
            file,
        } = self;
        f.debug_struct("LockHandle")
            .field("lock_path", path)
            .field("pid", pid)
            .field("held", &file.is_some())
            .finish()
    }
}
