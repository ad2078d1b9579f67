//! The console.
#![expect(unsafe_code, reason = "neither std nor tokio has consoles and their events")]

use std::io;
use std::os::windows::io::AsHandle;
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Duration;

use windows_sys::Win32::System::Console::{
    AllocConsole, CTRL_C_EVENT, FreeConsole, GenerateConsoleCtrlEvent, SetConsoleCtrlHandler,
};
use windows_sys::core::BOOL;

const PAUSE: Duration = Duration::from_millis(3);

pub(crate) fn main() -> ExitCode {
    match run() {
        Ok(code) => code.try_into().map_or(ExitCode::FAILURE, u8::into),
        Err(error) => panic!("{error}"),
    }
}

fn run() -> io::Result<i32> {
    // The console's own would take its place.
    let stderr = io::stderr().as_handle().try_clone_to_owned()?;
    open()?;
    let program = std::env::args_os().nth(1).unwrap_or_default();
    let mut child = Command::new(program)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(stderr)
        .spawn()?;
    let wish = PathBuf::from(std::env::var_os("TEMP").unwrap_or_default()).join("interrupt");
    let ended = wait(&mut child, || {
        if std::fs::remove_file(&wish).is_ok() {
            press()
        } else {
            Ok(())
        }
    });
    // Whatever went wrong, it does not stay.
    if ended.is_err() {
        child.kill()?;
    }
    ended
}

fn wait(child: &mut Child, mut meanwhile: impl FnMut() -> io::Result<()>) -> io::Result<i32> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.code().unwrap_or_default());
        }
        meanwhile()?;
        std::thread::sleep(PAUSE);
    }
}

/// A console for this process and those that it starts, in which Ctrl-C is nothing to this one.
fn open() -> io::Result<()> {
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
fn press() -> io::Result<()> {
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
