//! Where this process's messages go.
#![expect(unsafe_code, reason = "std has no way to change a standard handle")]

use std::fs::File;
use std::io;
use std::os::windows::io::IntoRawHandle;

use windows_sys::Win32::System::Console::{STD_ERROR_HANDLE, SetStdHandle};

use super::check;

/// Has everything that is written to standard output from now on go to `file`.
#[cfg(feature = "logs")]
pub(crate) fn redirect_stdout(file: File) -> io::Result<()> {
    use windows_sys::Win32::System::Console::STD_OUTPUT_HANDLE;
    // SAFETY: as below.
    check(unsafe { SetStdHandle(STD_OUTPUT_HANDLE, file.into_raw_handle()) })
}

/// Has everything that is written to standard error from now on go to `file`.
pub(crate) fn redirect_stderr(file: File) -> io::Result<()> {
    // SAFETY: the handle is open, and is given away: it stays open as long as the process.
    check(unsafe { SetStdHandle(STD_ERROR_HANDLE, file.into_raw_handle()) })
}
