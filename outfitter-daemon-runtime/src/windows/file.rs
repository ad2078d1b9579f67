//! Locks on a part of a file, and names that are given only if they are free.
#![expect(unsafe_code, reason = "std locks whole files, and replaces what has the name")]

use std::fs::File;
use std::io;
use std::os::windows::io::AsRawHandle;
use std::path::Path;

use windows_sys::Win32::Foundation::{ERROR_IO_PENDING, ERROR_LOCK_VIOLATION};
use windows_sys::Win32::Storage::FileSystem::{
    LOCKFILE_EXCLUSIVE_LOCK, LOCKFILE_FAIL_IMMEDIATELY, LockFileEx, MoveFileExW, UnlockFileEx,
};
use windows_sys::Win32::System::IO::{OVERLAPPED, OVERLAPPED_0, OVERLAPPED_0_0};

use super::{check, wide};

/// Locks the one byte at `offset`, without waiting; `false` if another has it locked.
///
/// Windows keeps everybody else from reading what is locked, so a lock that is only to be seen is put where there
/// is nothing to read: beyond the end.
pub(crate) fn try_lock_byte(file: &File, offset: u64) -> io::Result<bool> {
    let mut place = at(offset);
    let flags = LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY;
    // SAFETY: the handle is open as long as `file` is, and not for overlapped use, so that the call is over when it
    // returns and `place` is needed no longer.
    let locked = check(unsafe { LockFileEx(file.as_raw_handle(), flags, 0, 1, 0, &raw mut place) });
    match locked {
        Err(error) if is(&error, ERROR_LOCK_VIOLATION) || is(&error, ERROR_IO_PENDING) => Ok(false),
        locked => locked.map(|()| true),
    }
}

/// Locks the one byte at `offset` for this handle alone, or together with others who do not want it for themselves,
/// however long that takes.
pub(crate) fn lock_byte(file: &File, offset: u64, exclusive: bool) -> io::Result<()> {
    let mut place = at(offset);
    let flags = if exclusive { LOCKFILE_EXCLUSIVE_LOCK } else { 0 };
    // SAFETY: as above; the call waits.
    check(unsafe { LockFileEx(file.as_raw_handle(), flags, 0, 1, 0, &raw mut place) })
}

/// Lets go of what [`try_lock_byte`] locked. A handle that is closed lets go as well, but Windows does not say when.
pub(crate) fn unlock_byte(file: &File, offset: u64) -> io::Result<()> {
    let mut place = at(offset);
    // SAFETY: as above.
    check(unsafe { UnlockFileEx(file.as_raw_handle(), 0, 1, 0, &raw mut place) })
}

/// Gives the file another name, which must be free; it may be open and locked.
pub(crate) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    let (from, to) = (wide(from), wide(to));
    // SAFETY: both are texts that end with a zero and outlive the call.
    check(unsafe { MoveFileExW(from.as_ptr(), to.as_ptr(), 0) })
}

fn is(error: &io::Error, code: u32) -> bool {
    error.raw_os_error().and_then(|raw| u32::try_from(raw).ok()) == Some(code)
}

#[expect(clippy::cast_possible_truncation, reason = "the two halves of one number")]
fn at(offset: u64) -> OVERLAPPED {
    OVERLAPPED {
        Anonymous: OVERLAPPED_0 {
            Anonymous: OVERLAPPED_0_0 {
                Offset: offset as u32,
                OffsetHigh: (offset >> 32) as u32,
            },
        },
        ..OVERLAPPED::default()
    }
}
