//! Opening a file that anybody may have put there.

use std::fs::{self, File, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

use super::FileError;
use crate::lock::error::Insecurity;
use crate::process;

/// Opens a regular file of ours for reading and writing.
pub(super) fn open_own(path: &Path) -> Result<Option<File>, FileError> {
    let Some(file) = open(path, OFlags::RDWR)? else {
        return Ok(None);
    };
    refuse_foreign(&regular(&file)?)?;
    Ok(Some(file))
}

/// Opens a regular file, whoever it belongs to, for reading.
pub(super) fn open_any(path: &Path) -> Result<Option<File>, FileError> {
    let Some(file) = open(path, OFlags::RDONLY)? else {
        return Ok(None);
    };
    regular(&file)?;
    Ok(Some(file))
}

/// Without following a link, and without waiting at a pipe.
fn open(path: &Path, access: OFlags) -> Result<Option<File>, FileError> {
    let flags = access | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    match rustix::fs::open(path, flags, Mode::empty()) {
        Ok(file) => Ok(Some(File::from(file))),
        Err(Errno::NOENT) => Ok(None),
        Err(errno) => Err(explain(path, errno)),
    }
}

/// Finds out why a file cannot be opened, since the operating system's word for it is often beside the point.
fn explain(path: &Path, errno: Errno) -> FileError {
    let plain = FileError::Io("open", errno.into());
    match fs::symlink_metadata(path) {
        Err(_) => plain,
        Ok(metadata) if metadata.is_symlink() => FileError::Insecure(Insecurity::Symlink),
        Ok(metadata) if !metadata.is_file() => FileError::Insecure(Insecurity::NotAFile),
        Ok(metadata) => refuse_foreign(&metadata).err().unwrap_or(plain),
    }
}

fn regular(file: &File) -> Result<Metadata, FileError> {
    let metadata = file.metadata().map_err(|error| FileError::Io("look at", error))?;
    if metadata.is_file() {
        Ok(metadata)
    } else {
        Err(FileError::Insecure(Insecurity::NotAFile))
    }
}

fn refuse_foreign(metadata: &Metadata) -> Result<(), FileError> {
    let (owner, uid) = (metadata.uid(), process::effective_uid());
    if owner == uid {
        Ok(())
    } else {
        Err(FileError::Insecure(Insecurity::ForeignOwner { owner, uid }))
    }
}
