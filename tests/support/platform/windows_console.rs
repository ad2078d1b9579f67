//! The console of a test's process, in which Ctrl-C can be pressed.
#![expect(unsafe_code, reason = "neither std nor tokio has consoles and their events")]

use std::io;

use windows_sys::Win32::System::Console::{
    AllocConsole, CTRL_C_EVENT, FreeConsole, GenerateConsoleCtrlEvent, SetConsoleCtrlHandler,
};
use windows_sys::core::BOOL;

/// A console for this process and those that it starts, in which Ctrl-C is nothing to this one.
pub(crate) fn open() -> io::Result<()> {
    // SAFETY: it takes nothing. It fails if there is none, which is as well.
    unsafe { FreeConsole() };
    // SAFETY: it takes nothing.
    check(unsafe { AllocConsole() })?;
    // SAFETY: with nothing it says that Ctrl-C is heard, by those that are started here, too.
    check(unsafe { SetConsoleCtrlHandler(None, 0) })?;
    // SAFETY: the function is there as long as the process.
    check(unsafe { SetConsoleCtrlHandler(Some(ignore), 1) })
}

unsafe extern "system" fn ignore(_event: u32) -> BOOL {
    1
}

/// Presses Ctrl-C, for all in this console.
pub(crate) fn press() -> io::Result<()> {
    // SAFETY: it takes numbers.
    check(unsafe { GenerateConsoleCtrlEvent(CTRL_C_EVENT, 0) })
}

fn check(succeeded: BOOL) -> io::Result<()> {
    if succeeded == 0 {
        Err(io::Error::last_os_error())
    } else {
        Ok(())
    }
}
