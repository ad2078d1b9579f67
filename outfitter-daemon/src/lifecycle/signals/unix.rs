//! The signal thread: signals work before there is a runtime and while it is blocked.

use std::io;
use std::sync::Mutex;
use std::time::Instant;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level;

use super::{Effect, deliver, watching};
use crate::lifecycle::daemon::Daemon;
use crate::lifecycle::state::StopReason;

/// Starts the thread if this process has none yet. It lives as long as the process.
pub(super) fn start_thread() -> io::Result<()> {
    static STARTED: Mutex<bool> = Mutex::new(false);
    let mut started = STARTED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if !*started {
        let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP])?;
        crate::thread::start("signals", move || {
            for signal in signals.forever() {
                handle(signal);
            }
        })?;
        *started = true;
    }
    Ok(())
}

fn handle(signal: i32) {
    let effect = match signal {
        SIGHUP => hang_up(signal),
        _ => deliver(signal, Instant::now()),
    };
    match effect {
        Effect::Stops => {}
        // What a shell reports for a program that the signal ended.
        Effect::ExitNow => exit_now(128 + signal),
        Effect::Default => {
            if let Err(error) = low_level::emulate_default_handler(signal) {
                tracing::error!(%error, signal, "cannot do what the signal does by default");
            }
        }
    }
}

/// `_exit(2)`: no exit handlers, which could hang as well.
pub(super) fn exit_now(code: i32) -> ! {
    low_level::exit(code)
}

/// Has each daemon reload; one that cannot, and whose terminal it was, stops.
fn hang_up(signal: i32) -> Effect {
    let daemons: Vec<_> = watching()
        .iter()
        .filter_map(|watching| watching.daemon.upgrade())
        .collect();
    let effect = if daemons.is_empty() {
        Effect::Default
    } else {
        Effect::Stops
    };
    for daemon in daemons {
        let daemon = Daemon(daemon);
        if daemon.0.reload.handler().is_some() {
            daemon.0.reloads.send_modify(|count| *count += 1);
        } else if daemon.0.options.in_terminal {
            daemon.request_stop(StopReason::Signal(signal));
        }
    }
    effect
}
