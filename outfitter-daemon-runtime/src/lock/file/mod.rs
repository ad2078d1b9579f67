//! A file that holds a PID: opened with suspicion, made complete before it has a name, overwritten without
//! ever being empty.

mod leftovers;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(all(unix, not(target_os = "linux")))]
mod other_unix;
#[cfg(unix)]
mod unix;
#[cfg(unix)]
mod unix_create;
#[cfg(unix)]
mod unix_open;
#[cfg(windows)]
mod windows;

#[cfg(target_os = "linux")]
use self::linux as nameless;
#[cfg(all(unix, not(target_os = "linux")))]
use self::other_unix as nameless;

#[cfg(unix)]
use self::unix as platform;
#[cfg(windows)]
use self::windows as platform;

pub(super) use self::platform::{FileId, RecordFile};
#[cfg(all(unix, test))]
pub(super) use self::unix_create::create_named;
#[cfg(all(windows, test))]
pub(super) use self::windows::{LOCK_AT, create_named};

use std::io;
use std::path::Path;
use std::time::SystemTime;

use super::error::Insecurity;

/// What went wrong with a file; the caller knows its path and what it is for.
#[derive(Debug)]
pub(super) enum FileError {
    Insecure(Insecurity),
    Unsupported(io::Error),
    Io(&'static str, io::Error),
}

/// A file to be made.
#[derive(Clone, Copy, Debug)]
pub(super) struct NewFile<'a> {
    pub(super) path: &'a Path,
    pub(super) content: &'a str,
    pub(super) access: Access,
}

/// Who else may read a file. Who may read it may also lock it, and keep a daemon from starting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Nobody, and it is locked.
    Locked,
    /// Everybody who gets that far.
    Readable,
}

impl RecordFile {
    /// Whether it is the file that has this name now.
    pub(super) fn is_at(&self, path: &Path) -> Result<bool, FileError> {
        let id = FileId::at(path).map_err(|error| FileError::Io("look at", error))?;
        Ok(id == Some(self.id()?))
    }

    pub(super) fn modified(&self) -> Result<SystemTime, FileError> {
        self.metadata()?
            .modified()
            .map_err(|error| FileError::Io("look at", error))
    }
}

/// Takes a file's name away; it may be gone.
pub(super) fn remove(path: &Path) -> Result<(), FileError> {
    match platform::unlink(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(FileError::Io("remove", error)),
        _ => Ok(()),
    }
}
