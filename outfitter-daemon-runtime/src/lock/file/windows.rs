//! Files that hold a PID, on Windows.
//!
//! They are opened so that others may read, write, rename and remove them at the same time, as on Unix. What is
//! locked is one byte far beyond the end: Windows keeps others from reading what is locked.

use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::os::windows::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use winapi_util::file::{Information, information};
use windows_sys::Win32::Foundation::{ERROR_ACCESS_DENIED, ERROR_DELETE_PENDING, ERROR_SHARING_VIOLATION};
use windows_sys::Win32::Storage::FileSystem::{
    FILE_FLAG_BACKUP_SEMANTICS, FILE_FLAG_OPEN_REPARSE_POINT, FILE_READ_ATTRIBUTES,
};

use super::leftovers::{sweep, temporary_name};
use super::{Access, FileError, NewFile};
use crate::lock::error::Insecurity;
use crate::lock::record;
use crate::windows::file::{lock_byte, rename_new, try_lock_byte, unlock_byte};

/// Where the locked byte is.
pub(in crate::lock) const LOCK_AT: u64 = 1 << 62;
/// How long a file may be in the hands of somebody who lets nobody else have it: a virus scanner, or a program
/// that removes it while another has it open.
const PATIENCE: Duration = Duration::from_millis(500);
const PAUSE: Duration = Duration::from_millis(5);

/// Which file it is, whatever its name.
#[derive(Clone, Copy, Debug)]
pub(in crate::lock) struct FileId {
    /// 0 if it is not known, as on some network drives (and under Wine once a file has been renamed).
    volume: u64,
    index: u64,
}

impl PartialEq for FileId {
    fn eq(&self, other: &Self) -> bool {
        let unknown = self.volume == 0 || other.volume == 0;
        self.index == other.index && (unknown || self.volume == other.volume)
    }
}

impl FileId {
    fn of(information: &Information) -> Self {
        Self {
            volume: information.volume_serial_number(),
            index: information.file_index(),
        }
    }

    /// The file that has this name now, not following links; `None` if there is none.
    pub(in crate::lock) fn at(path: &Path) -> io::Result<Option<Self>> {
        let look = || {
            // Only to ask, which nobody can be in the way of; also a directory.
            let file = OpenOptions::new()
                .access_mode(FILE_READ_ATTRIBUTES)
                .custom_flags(FILE_FLAG_OPEN_REPARSE_POINT | FILE_FLAG_BACKUP_SEMANTICS)
                .open(path)?;
            information(file)
        };
        match patiently(path, look) {
            Ok(found) => Ok(Some(Self::of(&found))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// An open file; if it is locked, it is unlocked when this is dropped.
#[derive(Debug)]
pub(in crate::lock) struct RecordFile {
    file: File,
    locked: bool,
}

impl RecordFile {
    fn new(file: File) -> Self {
        Self { file, locked: false }
    }

    /// Opens a file to write to it; `None` if there is none. It must be a regular file.
    pub(in crate::lock) fn open(path: &Path) -> Result<Option<Self>, FileError> {
        open(path, OpenOptions::new().read(true).write(true))
    }

    /// Opens a file only to read it; `None` if there is none.
    pub(in crate::lock) fn open_to_look(path: &Path) -> Result<Option<Self>, FileError> {
        open(path, OpenOptions::new().read(true))
    }

    /// Makes a file that is complete, and locked if it is to be, from the moment it has its name; `None` if
    /// the name is taken by then.
    pub(in crate::lock) fn create(new: NewFile<'_>) -> Result<Option<Self>, FileError> {
        create_named(new)
    }

    /// Locks it, without waiting; `false` if another has it locked.
    pub(in crate::lock) fn try_lock(&mut self) -> Result<bool, FileError> {
        let locked = try_lock_byte(&self.file, LOCK_AT).map_err(|error| match error.kind() {
            io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput => FileError::Unsupported(error),
            _ => FileError::Io("lock", error),
        })?;
        self.locked |= locked;
        Ok(locked)
    }

    /// Locks it, however long that takes.
    pub(in crate::lock) fn lock(&mut self) -> Result<(), FileError> {
        lock_byte(&self.file, LOCK_AT, true).map_err(|error| FileError::Io("lock", error))?;
        self.locked = true;
        Ok(())
    }

    /// Waits until nobody has it locked; says whether somebody had.
    #[cfg(feature = "client")]
    pub(in crate::lock) fn wait_until_free(&self) -> Result<bool, FileError> {
        let failed = |error| FileError::Io("lock", error);
        let held = !try_lock_byte(&self.file, LOCK_AT).map_err(failed)?;
        if held {
            lock_byte(&self.file, LOCK_AT, false).map_err(failed)?;
        }
        unlock_byte(&self.file, LOCK_AT).map_err(failed)?;
        Ok(held)
    }

    /// The PID in it.
    pub(in crate::lock) fn pid(&self) -> Result<Option<i64>, FileError> {
        let mut content = [0; record::LIMIT];
        let mut length = 0;
        while length < content.len() {
            match self.file.seek_read(&mut content[length..], length as u64) {
                Ok(0) => break,
                Ok(more) => length += more,
                Err(error) => return Err(FileError::Io("read", error)),
            }
        }
        Ok(record::parse(&content[..length]))
    }

    /// Overwrites what is in it, in one write and from the start, and only then cuts it to length: a reader never
    /// finds it empty. Who may read it is as it was.
    pub(in crate::lock) fn rewrite(&self, content: &str, _access: Access) -> Result<(), FileError> {
        self.write(content)?;
        let length = content.len() as u64;
        if self.metadata()?.len() > length {
            self.file
                .set_len(length)
                .map_err(|error| FileError::Io("write", error))?;
        }
        Ok(())
    }

    fn write(&self, content: &str) -> Result<(), FileError> {
        let bytes = content.as_bytes();
        let written = self
            .file
            .seek_write(bytes, 0)
            .map_err(|error| FileError::Io("write", error))?;
        if written == bytes.len() {
            Ok(())
        } else {
            Err(FileError::Io("write", io::ErrorKind::WriteZero.into()))
        }
    }

    pub(in crate::lock) fn id(&self) -> Result<FileId, FileError> {
        self.information().map(|information| FileId::of(&information))
    }

    /// Whether it has other names, under which its content may matter to somebody.
    pub(in crate::lock) fn has_other_names(&self) -> Result<bool, FileError> {
        self.information()
            .map(|information| information.number_of_links() > 1)
    }

    pub(super) fn metadata(&self) -> Result<Metadata, FileError> {
        self.file
            .metadata()
            .map_err(|error| FileError::Io("look at", error))
    }

    fn information(&self) -> Result<Information, FileError> {
        information(&self.file).map_err(|error| FileError::Io("look at", error))
    }
}

impl Drop for RecordFile {
    fn drop(&mut self) {
        if self.locked
            && let Err(error) = unlock_byte(&self.file, LOCK_AT)
        {
            tracing::debug!(%error, "cannot unlock a file that is about to be closed");
        }
    }
}

fn open(path: &Path, options: &mut OpenOptions) -> Result<Option<RecordFile>, FileError> {
    let options = options.custom_flags(FILE_FLAG_OPEN_REPARSE_POINT);
    let file = match patiently(path, || options.open(path)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(explain(path, error)),
    };
    let file = RecordFile::new(file);
    refuse_irregular(&file.metadata()?)?;
    Ok(Some(file))
}

/// Fills a file under a temporary name, then gives it its own; `None` if that is taken by then.
pub(in crate::lock) fn create_named(new: NewFile<'_>) -> Result<Option<RecordFile>, FileError> {
    let (temporary, file) = open_temporary(new.path)?;
    let mut file = RecordFile::new(file);
    let named = fill(&mut file, new).map(|()| rename_new(&temporary, new.path));
    if matches!(named, Ok(Ok(()))) {
        sweep(new.path);
        return Ok(Some(file));
    }
    // Without its own name nobody needs it.
    if let Err(error) = std::fs::remove_file(&temporary) {
        tracing::debug!(path = %temporary.display(), %error, "cannot remove a temporary file");
    }
    match named? {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(None),
        // Somebody has it open in a way that keeps its name: there is one.
        Err(_) if std::fs::symlink_metadata(new.path).is_ok() => Ok(None),
        Err(error) => Err(FileError::Io("name", error)),
        Ok(()) => Ok(Some(file)),
    }
}

fn fill(file: &mut RecordFile, new: NewFile<'_>) -> Result<(), FileError> {
    file.write(new.content)?;
    if new.access == Access::Locked && !file.try_lock()? {
        return Err(FileError::Unsupported(io::ErrorKind::WouldBlock.into()));
    }
    Ok(())
}

/// One that a killed process left is overwritten by the next that has its PID.
fn open_temporary(path: &Path) -> Result<(PathBuf, File), FileError> {
    let path = temporary_name(path);
    let options = || {
        OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(true)
            .custom_flags(FILE_FLAG_OPEN_REPARSE_POINT)
            .open(&path)
    };
    let opened = patiently(&path, options).map_err(|error| FileError::Io("make", error))?;
    Ok((path, opened))
}

/// Finds out why a file cannot be opened, since the operating system's word for it is often beside the point.
fn explain(path: &Path, error: io::Error) -> FileError {
    let found = std::fs::symlink_metadata(path).ok();
    let irregular = found.and_then(|metadata| refuse_irregular(&metadata).err());
    irregular.unwrap_or(FileError::Io("open", error))
}

fn refuse_irregular(metadata: &Metadata) -> Result<(), FileError> {
    if metadata.is_symlink() {
        Err(FileError::Insecure(Insecurity::Symlink))
    } else if metadata.is_file() {
        Ok(())
    } else {
        Err(FileError::Insecure(Insecurity::NotAFile))
    }
}

/// Takes a file's name away, also if it is open.
///
/// Where Windows keeps a name until the last handle is closed (before Windows 10, and on other file systems than
/// NTFS), nobody could make a new file meanwhile; it keeps a name that nobody wants.
pub(super) fn unlink(path: &Path) -> io::Result<()> {
    let aside = temporary_name(path);
    match patiently(path, || rename_new(path, &aside)) {
        Ok(()) => std::fs::remove_file(&aside),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(error),
        // In the hands of somebody who does not let it be renamed.
        Err(_) => patiently(path, || std::fs::remove_file(path)),
    }
}

/// Tries again for a moment while another has the file to itself.
fn patiently<T>(path: &Path, attempt: impl Fn() -> io::Result<T>) -> io::Result<T> {
    let until = Instant::now() + PATIENCE;
    loop {
        match attempt() {
            Err(error) if is_of_the_moment(path, &error) && Instant::now() < until => {
                std::thread::sleep(PAUSE)
            }
            other => return other,
        }
    }
}

/// Whether the file is another's at the moment, or is being removed, which reads as a lack of permission.
fn is_of_the_moment(path: &Path, error: &io::Error) -> bool {
    let code = error.raw_os_error().and_then(|code| u32::try_from(code).ok());
    match code {
        Some(ERROR_DELETE_PENDING | ERROR_SHARING_VIOLATION) => true,
        Some(ERROR_ACCESS_DENIED) => !path.is_dir(),
        _ => false,
    }
}
