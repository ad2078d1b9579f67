//! Signals, and servers that go on in the background, on Unix.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::sys;
use crate::spawn::Server;

/// The first argument of this program when it is about to become the server.
const BECOME: &str = "--become-server";
/// How long a process may take to become the server, before it is taken for granted.
const EXEC: Duration = Duration::from_secs(5);
/// As a shell has it for a command that cannot be run.
const CANNOT_RUN: u8 = 127;

/// Does `last` when SIGINT or SIGTERM comes, and ends with 128 and the signal's number.
pub(crate) fn on_signal(last: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM])?;
    std::thread::Builder::new()
        .name("signals".into())
        .spawn(move || {
            if let Some(signal) = signals.forever().next() {
                last();
                exit(128 + signal);
            }
        })?;
    Ok(())
}

#[expect(clippy::exit, reason = "the other threads may be waiting for anything")]
fn exit(code: i32) -> ! {
    std::process::exit(code)
}

/// A server that was started.
#[derive(Debug)]
pub(crate) struct Started(Child);

impl Started {
    pub(crate) fn pid(&self) -> u32 {
        self.0.id()
    }

    pub(crate) fn wait(mut self) -> io::Result<ExitStatus> {
        self.0.wait()
    }
}

/// Starts the server in a session of its own, with nothing of ours but the environment.
///
/// Between us and the server stands this very program, which leaves our session and then becomes the server. What
/// keeps it from that, it says on a pipe, which is closed otherwise.
pub(crate) fn spawn(server: &Server) -> io::Result<Started> {
    let mut command = Command::new(sys::own_program()?);
    command.arg(BECOME).arg(&server.program).args(&server.arguments);
    if let Some(dir) = &server.dir {
        command.current_dir(dir);
    }
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    match child.stdout.take().map(said) {
        Some(text) if !text.is_empty() => {
            child.wait()?;
            Err(io::Error::other(text))
        }
        _ => Ok(Started(child)),
    }
}

/// All that comes through the pipe, if it comes to an end.
fn said(mut pipe: impl Read + Send + 'static) -> String {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut text = String::new();
        let read = pipe.read_to_string(&mut text);
        sender.send(read.map_or_else(|error| error.to_string(), |_| text))
    });
    receiver.recv_timeout(EXEC).unwrap_or_default()
}

/// Does what the process between us and the server does, if this is it.
pub(crate) fn become_server() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    (arguments.next().as_deref() == Some(OsStr::new(BECOME))).then(|| execute(arguments))
}

fn execute(mut arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let Some(program) = arguments.next() else {
        return ExitCode::from(CANNOT_RUN);
    };
    let Ok(mut pipe) = take_stdout() else {
        return ExitCode::from(CANNOT_RUN);
    };
    let error = match outfitter_daemon::process::detach() {
        Ok(()) => Command::new(&program).args(arguments).exec(),
        Err(error) => error,
    };
    // Whoever started us may have gone.
    let _ = write!(pipe, "`{}`: {error}", program.display());
    ExitCode::from(CANNOT_RUN)
}

/// The standard output, closed when another program is executed; the null device takes its place.
fn take_stdout() -> io::Result<File> {
    let pipe = rustix::io::fcntl_dupfd_cloexec(io::stdout(), 3)?;
    rustix::stdio::dup2_stdout(File::options().write(true).open("/dev/null")?)?;
    Ok(pipe.into())
}
