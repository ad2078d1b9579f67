//! New files under a temporary name, which works on every Unix.

use std::fs::{self, File};
use std::path::PathBuf;

use rustix::fs::{AtFlags, CWD, Mode, OFlags};
use rustix::io::Errno;

use super::leftovers::{sweep, temporary_name};
use super::unix::RecordFile;
use super::{FileError, NewFile};

/// Fills a file under a temporary name, then gives it its own; `None` if that is taken by then.
pub(in crate::lock) fn create_named(new: NewFile<'_>) -> Result<Option<RecordFile>, FileError> {
    let (temporary, file) = open_temporary(new)?;
    let mut file = RecordFile::new(file);
    let linked = file
        .fill(new)
        .map(|()| rustix::fs::linkat(CWD, &temporary, CWD, new.path, AtFlags::empty()));
    // Whatever happened: with its own name it no longer needs this one, without it nobody needs it.
    if let Err(error) = fs::remove_file(&temporary) {
        tracing::debug!(path = %temporary.display(), %error, "cannot remove a temporary file");
    }
    match linked? {
        Ok(()) => {
            sweep(new.path);
            Ok(Some(file))
        }
        Err(Errno::EXIST) => Ok(None),
        Err(errno) => Err(FileError::Io("name", errno.into())),
    }
}

fn open_temporary(new: NewFile<'_>) -> Result<(PathBuf, File), FileError> {
    let flags = OFlags::CREATE | OFlags::EXCL | OFlags::RDWR | OFlags::CLOEXEC | OFlags::NOFOLLOW;
    loop {
        let path = temporary_name(new.path);
        match rustix::fs::open(&path, flags, Mode::RUSR | Mode::WUSR) {
            Ok(file) => return Ok((path, File::from(file))),
            // A process before us had our PID, and was killed.
            Err(Errno::EXIST) => {}
            Err(errno) => return Err(FileError::Io("make", errno.into())),
        }
    }
}
