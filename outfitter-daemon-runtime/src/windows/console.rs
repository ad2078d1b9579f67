//! The console that this process has of whoever started it.
#![expect(unsafe_code, reason = "std has no way to leave it")]

use std::io;

use windows_sys::Win32::System::Console::FreeConsole;

use super::check;

/// Lets go of the console, so that its end and its Ctrl-C are nothing to this process.
pub(crate) fn leave() -> io::Result<()> {
    // SAFETY: it takes nothing.
    check(unsafe { FreeConsole() })
}
