//! Log files on Windows.

use std::fs::File;
use std::io;
use std::path::Path;

use winapi_util::HandleRef;
use winapi_util::file::{Information, information};

use crate::windows::streams::{redirect_stderr, redirect_stdout};

/// Opens a log to append to; makes what is missing of its directory. It is for whom the directory is.
pub(super) fn open(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    File::options().create(true).append(true).open(path)
}

/// Whether `file` is what is at `path`.
pub(super) fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    Ok(is_same(&information(file)?, &information(File::open(path)?)?))
}

/// Makes `log` standard output and error: what is not an event is not lost either.
pub(super) fn take_standard_streams(log: &File) -> io::Result<()> {
    redirect_stdout(log.try_clone()?)?;
    redirect_stderr(log.try_clone()?)
}

/// Whether standard error is the same file as `log`.
pub(super) fn is_standard_error(log: &File) -> io::Result<bool> {
    Ok(is_same(&information(log)?, &information(HandleRef::stderr())?))
}

fn is_same(one: &Information, other: &Information) -> bool {
    (one.volume_serial_number(), one.file_index()) == (other.volume_serial_number(), other.file_index())
}
