//! The console.

use std::io;
use std::os::windows::io::AsHandle;
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Duration;

#[path = "../../support/platform/windows_console.rs"]
mod console;

use console::{open, press};

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
