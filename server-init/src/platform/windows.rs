//! Console events, and servers that go on in the background, on Windows.

use std::io;
use std::process::ExitCode;

use outfitter_daemon::process::{Detached, spawn_detached};
use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_logoff, ctrl_shutdown};

use crate::spawn::Server;

// As a shell has it for SIGINT and SIGTERM elsewhere.
const INTERRUPTED: i32 = 130;
const TERMINATED: i32 = 143;

/// Does `last` when Ctrl-C comes or whatever else is to end this process, and ends with the code that SIGINT or SIGTERM
/// has elsewhere.
pub(crate) fn on_signal(last: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let inside = runtime.enter();
    let mut interrupt = ctrl_c()?;
    let mut stop = ctrl_break()?;
    let mut console_end = ctrl_close()?;
    let mut session_end = ctrl_logoff()?;
    let mut system_end = ctrl_shutdown()?;
    drop(inside);
    let first = async move {
        tokio::select! {
            _ = interrupt.recv() => INTERRUPTED,
            _ = stop.recv() => TERMINATED,
            _ = console_end.recv() => TERMINATED,
            _ = session_end.recv() => TERMINATED,
            _ = system_end.recv() => TERMINATED,
        }
    };
    std::thread::Builder::new()
        .name("signals".into())
        .spawn(move || {
            let code = runtime.block_on(first);
            last();
            exit(code);
        })?;
    Ok(())
}

#[expect(clippy::exit, reason = "the other threads may be waiting for anything")]
fn exit(code: i32) -> ! {
    std::process::exit(code)
}

/// Starts the server without a console, with nothing of ours but the environment.
pub(crate) fn spawn(server: &Server) -> io::Result<Detached> {
    spawn_detached(&server.program, &server.arguments, server.dir.as_deref())
        .map_err(|error| io::Error::new(error.kind(), format!("`{}`: {error}", server.program.display())))
}

/// Nothing stands between us and the server.
pub(crate) fn become_server() -> Option<ExitCode> {
    None
}
