//! The open file on Unix.

use std::fs::{self, File, Metadata, Permissions, TryLockError};
use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::fs::{FileExt, MetadataExt, PermissionsExt};
use std::path::Path;

use rustix::io::Errno;

use super::{Access, FileError, NewFile, nameless, unix_create, unix_open};
use crate::lock::record;

impl Access {
    pub(super) fn mode(self) -> u32 {
        match self {
            Self::Locked => 0o600,
            Self::Readable => 0o644,
        }
    }
}

/// Which file it is, whatever its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lock) struct FileId {
    device: u64,
    inode: u64,
}

impl FileId {
    fn of(metadata: &Metadata) -> Self {
        Self {
            device: metadata.dev(),
            inode: metadata.ino(),
        }
    }

    /// The file that has this name now, not following links; `None` if there is none.
    pub(in crate::lock) fn at(path: &Path) -> io::Result<Option<Self>> {
        match fs::symlink_metadata(path) {
            Ok(metadata) => Ok(Some(Self::of(&metadata))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// An open file; if it is locked, it is unlocked when this is dropped.
#[derive(Debug)]
pub(in crate::lock) struct RecordFile {
    file: File,
    /// The process that locked it, which alone unlocks it: a forked copy of us shares the lock.
    locked_by: Option<u32>,
}

impl RecordFile {
    pub(super) fn new(file: File) -> Self {
        Self {
            file,
            locked_by: None,
        }
    }

    /// Opens a file to write to it; `None` if there is none. It must be a regular file of ours.
    pub(in crate::lock) fn open(path: &Path) -> Result<Option<Self>, FileError> {
        unix_open::open_own(path).map(|file| file.map(Self::new))
    }

    /// Opens a file, whoever it belongs to, only to read it; `None` if there is none.
    pub(in crate::lock) fn open_to_look(path: &Path) -> Result<Option<Self>, FileError> {
        unix_open::open_any(path).map(|file| file.map(Self::new))
    }

    /// Makes a file that is complete, and locked if it is to be, from the moment it has its name; `None` if
    /// the name is taken by then.
    pub(in crate::lock) fn create(new: NewFile<'_>) -> Result<Option<Self>, FileError> {
        match nameless::create(new)? {
            nameless::Created::Done(file) => Ok(Some(file)),
            nameless::Created::NameTaken => Ok(None),
            nameless::Created::Unsupported => unix_create::create_named(new),
        }
    }

    /// Locks it, without waiting; `false` if another has it locked.
    pub(in crate::lock) fn try_lock(&mut self) -> Result<bool, FileError> {
        loop {
            match self.file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) => return Ok(false),
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(TryLockError::Error(error)) if cannot_lock(&error) => {
                    return Err(FileError::Unsupported(error));
                }
                Err(TryLockError::Error(error)) => return Err(FileError::Io("lock", error)),
            }
        }
        self.locked_by = Some(std::process::id());
        Ok(true)
    }

    /// Locks it, however long that takes.
    pub(in crate::lock) fn lock(&mut self) -> Result<(), FileError> {
        uninterrupted(|| self.file.lock())?;
        self.locked_by = Some(std::process::id());
        Ok(())
    }

    /// Waits until nobody has it locked; says whether somebody had.
    #[cfg(feature = "client")]
    pub(in crate::lock) fn wait_until_free(&self) -> Result<bool, FileError> {
        let held = matches!(self.file.try_lock_shared(), Err(TryLockError::WouldBlock));
        if held {
            uninterrupted(|| self.file.lock_shared())?;
        }
        uninterrupted(|| self.file.unlock())?;
        Ok(held)
    }

    /// The same open file, with the same lock.
    #[cfg(feature = "client")]
    pub(in crate::lock) fn share(&self) -> io::Result<File> {
        self.file.try_clone()
    }

    /// The PID in it.
    pub(in crate::lock) fn pid(&self) -> Result<Option<i64>, FileError> {
        let mut content = [0; record::LIMIT];
        let mut length = 0;
        while length < content.len() {
            match self.file.read_at(&mut content[length..], length as u64) {
                Ok(0) => break,
                Ok(more) => length += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(FileError::Io("read", error)),
            }
        }
        Ok(record::parse(&content[..length]))
    }

    /// Overwrites what is in it, and takes away from others what they may do with it beyond `access`.
    ///
    /// In one write and from the start, and only then cut to length: a reader never finds it empty.
    pub(in crate::lock) fn rewrite(&self, content: &str, access: Access) -> Result<(), FileError> {
        let write_error = |error| FileError::Io("write", error);
        let metadata = self.metadata()?;
        let mode = metadata.permissions().mode() & 0o7777;
        if mode & !access.mode() != 0 {
            self.file
                .set_permissions(Permissions::from_mode(mode & access.mode()))
                .map_err(write_error)?;
        }
        self.file
            .write_all_at(content.as_bytes(), 0)
            .map_err(write_error)?;
        let length = content.len() as u64;
        if metadata.len() > length {
            self.file.set_len(length).map_err(write_error)?;
        }
        Ok(())
    }

    /// Fills a file that has no name yet.
    pub(super) fn fill(&mut self, new: NewFile<'_>) -> Result<(), FileError> {
        // The mode it was made with is subject to the umask.
        let mode = Permissions::from_mode(new.access.mode());
        self.file
            .set_permissions(mode)
            .map_err(|error| FileError::Io("make", error))?;
        self.file
            .write_all_at(new.content.as_bytes(), 0)
            .map_err(|error| FileError::Io("write", error))?;
        if new.access == Access::Locked && !self.try_lock()? {
            return Err(FileError::Unsupported(io::ErrorKind::WouldBlock.into()));
        }
        Ok(())
    }

    pub(in crate::lock) fn id(&self) -> Result<FileId, FileError> {
        self.metadata().map(|metadata| FileId::of(&metadata))
    }

    /// Whether it has other names, under which its content may matter to somebody.
    pub(in crate::lock) fn has_other_names(&self) -> Result<bool, FileError> {
        self.metadata().map(|metadata| metadata.nlink() > 1)
    }

    pub(super) fn metadata(&self) -> Result<Metadata, FileError> {
        self.file
            .metadata()
            .map_err(|error| FileError::Io("look at", error))
    }
}

fn uninterrupted(mut lock: impl FnMut() -> io::Result<()>) -> Result<(), FileError> {
    loop {
        match lock() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if cannot_lock(&error) => return Err(FileError::Unsupported(error)),
            other => return other.map_err(|error| FileError::Io("lock", error)),
        }
    }
}

/// Takes a file's name away.
pub(super) fn unlink(path: &Path) -> io::Result<()> {
    fs::remove_file(path)
}

/// Whether it is the file system that has no locks, or no more.
fn cannot_lock(error: &io::Error) -> bool {
    let errno = Errno::from_io_error(error);
    errno.is_some_and(|errno| {
        [
            Errno::NOLCK,
            Errno::OPNOTSUPP,
            Errno::NOTSUP,
            Errno::NOSYS,
            Errno::INVAL,
        ]
        .contains(&errno)
    })
}

impl AsFd for RecordFile {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }
}

impl Drop for RecordFile {
    /// Closing is not enough: a child of ours between fork and exec has the file open as well.
    fn drop(&mut self) {
        if self.locked_by == Some(std::process::id())
            && let Err(error) = self.file.unlock()
        {
            tracing::debug!(%error, "cannot unlock a file that is about to be closed");
        }
    }
}
