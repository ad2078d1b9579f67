//! The PID file: the same number as in the lock file, for tools that look there.

use std::path::{Path, PathBuf};

use super::error::PidFileError;
use super::file::{self, Access, FileError, NewFile, RecordFile};
use super::handle::LockHandle;
use super::{judge, record};
use crate::{directory, process};

/// How often a file may vanish or appear while it is written. Only the holder of the lock writes it, so that
/// somebody else must be at work on it.
const ATTEMPTS: u32 = 100;

/// A PID file that names this process until [`remove`](Self::remove), or the drop of this.
#[derive(Debug)]
pub struct PidFile {
    path: PathBuf,
    pid: i64,
    /// Whether there is still something to remove.
    written: bool,
}

impl PidFile {
    /// Writes this process's PID to the file at `path`, which is never seen empty meanwhile.
    ///
    /// What a daemon that was killed left there is overwritten. Missing directories above it are made (mode
    /// 0700). If it is the lock file, there is nothing to do. `socket` is the daemon's, to tell a PID apart
    /// that was given to another process since, as in [`LockRequest::socket`](super::LockRequest::socket).
    ///
    /// # Errors
    ///
    /// * [`PidFileError::AlreadyRunning`] if it names a live process other than this.
    /// * [`PidFileError::Insecure`] if it is a link, not a file, or another user's.
    /// * [`PidFileError::Directory`] if the directory is missing and cannot be made, or is open to others.
    /// * [`PidFileError::Io`] if the operating system refuses anything else.
    pub fn write(
        path: impl AsRef<Path>,
        lock: &LockHandle,
        socket: Option<&Path>,
    ) -> Result<Self, PidFileError> {
        let path = path.as_ref();
        let pid = lock.pid();
        if lock.is_at(path) {
            return Ok(Self {
                path: path.to_owned(),
                pid,
                written: false,
            });
        }
        directory::prepare_parent(path).map_err(|source| PidFileError::Directory {
            path: path.to_owned(),
            source,
        })?;
        for _ in 0..ATTEMPTS {
            if write_once(path, pid, socket)? {
                return Ok(Self {
                    path: path.to_owned(),
                    pid,
                    written: true,
                });
            }
        }
        let source = std::io::Error::other("another process keeps replacing it");
        Err(PidFileError::Io {
            action: "write",
            path: path.to_owned(),
            source,
        })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Removes the file, if it still holds our PID. Must be called while the lock is held.
    ///
    /// # Errors
    ///
    /// [`PidFileError::Insecure`] or [`Io`](PidFileError::Io) if the file cannot be read or removed.
    pub fn remove(mut self) -> Result<(), PidFileError> {
        self.remove_once()
    }

    fn remove_once(&mut self) -> Result<(), PidFileError> {
        let written = std::mem::take(&mut self.written);
        if !written || self.pid != process::own_pid() {
            return Ok(());
        }
        remove_if(&self.path, self.pid).map_err(PidFileError::at(&self.path))
    }
}

impl Drop for PidFile {
    fn drop(&mut self) {
        if let Err(error) = self.remove_once() {
            tracing::warn!(%error, "the PID file stays behind");
        }
    }
}

/// `false` if the file came or went meanwhile.
fn write_once(path: &Path, pid: i64, socket: Option<&Path>) -> Result<bool, PidFileError> {
    let failed = PidFileError::at(path);
    let content = record::text(pid);
    let Some(file) = RecordFile::open(path).map_err(&failed)? else {
        let new = NewFile {
            path,
            content: &content,
            access: Access::Readable,
        };
        return RecordFile::create(new)
            .map(|made| made.is_some())
            .map_err(&failed);
    };
    if let Some(pid) = judge::live_pid(&file, socket).map_err(&failed)? {
        return Err(PidFileError::AlreadyRunning {
            path: path.to_owned(),
            pid,
        });
    }
    if file.has_other_names().map_err(&failed)? {
        file::remove(path).map_err(&failed)?;
        return Ok(false);
    }
    file.rewrite(&content, Access::Readable).map_err(&failed)?;
    file.is_at(path).map_err(&failed)
}

fn remove_if(path: &Path, pid: i64) -> Result<(), FileError> {
    match RecordFile::open_to_look(path)? {
        Some(file) if file.pid()? == Some(pid) => file::remove(path),
        _ => Ok(()),
    }
}
