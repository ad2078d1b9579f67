//! Console events as signals: Ctrl-C, Ctrl-Break, and the ends of the console, of the session and of the system.

use std::future::poll_fn;
use std::io;
use std::sync::{Mutex, PoisonError};
use std::task::Poll;
use std::time::Instant;

use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_logoff, ctrl_shutdown};

use super::{Effect, deliver};
use crate::windows::process;

// The numbers of signal.h; what has none there is what ends a program elsewhere.
const SIGINT: i32 = 2;
const SIGTERM: i32 = 15;
const SIGBREAK: i32 = 21;
/// What a program that does not know the event ends with (`STATUS_CONTROL_C_EXIT`).
const CONTROL_C_EXIT: u32 = 0xC000_013A;

/// Starts the thread if this process has none yet. It lives as long as the process.
///
/// It has a runtime of its own: the events come before the daemon has one, and while that is blocked.
pub(super) fn start_thread() -> io::Result<()> {
    static STARTED: Mutex<bool> = Mutex::new(false);
    let mut started = STARTED.lock().unwrap_or_else(PoisonError::into_inner);
    if !*started {
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        let mut events = runtime.block_on(async { Events::new() })?;
        crate::thread::start("signals", move || {
            loop {
                handle(runtime.block_on(events.next()));
            }
        })?;
        *started = true;
    }
    Ok(())
}

struct Events {
    interrupt: tokio::signal::windows::CtrlC,
    stop: tokio::signal::windows::CtrlBreak,
    console_end: tokio::signal::windows::CtrlClose,
    session_end: tokio::signal::windows::CtrlLogoff,
    system_end: tokio::signal::windows::CtrlShutdown,
}

impl Events {
    fn new() -> io::Result<Self> {
        Ok(Self {
            interrupt: ctrl_c()?,
            stop: ctrl_break()?,
            console_end: ctrl_close()?,
            session_end: ctrl_logoff()?,
            system_end: ctrl_shutdown()?,
        })
    }

    /// The next one, as a signal. After the last three Windows ends the process in a few seconds, whatever it
    /// does, so that all of them mean a stop.
    async fn next(&mut self) -> i32 {
        poll_fn(|cx| {
            if self.interrupt.poll_recv(cx).is_ready() {
                return Poll::Ready(SIGINT);
            }
            if self.stop.poll_recv(cx).is_ready() {
                return Poll::Ready(SIGBREAK);
            }
            let ends = [
                self.console_end.poll_recv(cx),
                self.session_end.poll_recv(cx),
                self.system_end.poll_recv(cx),
            ];
            if ends.iter().any(Poll::is_ready) {
                return Poll::Ready(SIGTERM);
            }
            Poll::Pending
        })
        .await
    }
}

fn handle(signal: i32) {
    match deliver(signal, Instant::now()) {
        Effect::Stops => {}
        Effect::ExitNow => exit_now(128 + signal),
        Effect::Default => process::exit_now(CONTROL_C_EXIT),
    }
}

pub(super) fn exit_now(code: i32) -> ! {
    process::exit_now(code.cast_unsigned())
}
