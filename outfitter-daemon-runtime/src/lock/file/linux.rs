//! New files without a name, which Linux has: a process that is killed before it gives one leaves nothing.

use std::fs::File;
use std::os::fd::{AsFd, AsRawFd};
use std::path::Path;

use rustix::fs::{AtFlags, CWD, Mode, OFlags};
use rustix::io::Errno;

use super::unix::RecordFile;
use super::{FileError, NewFile};

/// How it went.
#[derive(Debug)]
pub(super) enum Created {
    Done(RecordFile),
    NameTaken,
    /// Not on this file system, or without `/proc`.
    Unsupported,
}

pub(super) fn create(new: NewFile<'_>) -> Result<Created, FileError> {
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    let parent = new
        .path
        .parent()
        .filter(|dir| !dir.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let file = match rustix::fs::open(parent, flags, Mode::from_raw_mode(new.access.mode())) {
        Ok(file) => File::from(file),
        // An old kernel takes the flags for an attempt to write to a directory. Where the directory itself
        // is missing, the other way says so.
        Err(Errno::OPNOTSUPP | Errno::ISDIR | Errno::INVAL | Errno::NOENT) => {
            return Ok(Created::Unsupported);
        }
        Err(errno) => return Err(FileError::Io("make", errno.into())),
    };
    let mut file = RecordFile::new(file);
    file.fill(new)?;
    // By way of /proc, since naming a descriptor directly takes a privilege.
    let descriptor = format!("/proc/self/fd/{}", file.as_fd().as_raw_fd());
    match rustix::fs::linkat(CWD, descriptor, CWD, new.path, AtFlags::SYMLINK_FOLLOW) {
        Ok(()) => Ok(Created::Done(file)),
        Err(Errno::EXIST) => Ok(Created::NameTaken),
        Err(Errno::NOENT) => Ok(Created::Unsupported),
        Err(errno) => Err(FileError::Io("name", errno.into())),
    }
}
