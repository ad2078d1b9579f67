//! From operating system signals to a stop.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

#[cfg(unix)]
use unix as platform;
#[cfg(windows)]
use windows as platform;

use super::daemon::{Daemon, Inner};
use super::state::StopReason;
use crate::error::{DaemonError, StartError};

/// Two deliveries within this time are one: a terminal and a wrapper often both pass a signal on.
const SAME_SIGNAL: Duration = Duration::from_millis(300);

/// The daemons of this process that are not stopped.
static WATCHING: Mutex<Vec<Watching>> = Mutex::new(Vec::new());

struct Watching {
    daemon: Weak<Inner>,
    /// When the first signal came.
    first: Option<Instant>,
}

/// What a signal does.
#[derive(Debug, PartialEq, Eq)]
enum Effect {
    /// A daemon has been asked to stop, or is stopping.
    Stops,
    /// The user insists.
    ExitNow,
    /// No daemon runs: as if the signal were not watched.
    Default,
}

/// Lets signals stop `daemon`; the process's signal thread is started with the first one.
pub(super) fn watch(daemon: &Daemon) -> Result<(), DaemonError> {
    watching().push(Watching {
        daemon: Arc::downgrade(&daemon.0),
        first: None,
    });
    platform::start_thread().map_err(|error| DaemonError::StartFailed {
        name: daemon.name().to_owned(),
        source: StartError::Signals(error),
    })
}

/// Lets signals do to the process what they did before, unless other daemons run in it.
pub(super) fn unwatch(daemon: &Daemon) {
    watching().retain(|watching| !std::ptr::eq(watching.daemon.as_ptr(), Arc::as_ptr(&daemon.0)));
}

fn watching() -> std::sync::MutexGuard<'static, Vec<Watching>> {
    WATCHING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends the process without running anything else.
pub(super) fn exit_now(code: i32) -> ! {
    platform::exit_now(code)
}

/// Called by the signal thread.
fn deliver(signal: i32, now: Instant) -> Effect {
    let mut effect = Effect::Default;
    let mut to_stop = Vec::new();
    for watching in watching().iter_mut() {
        let Some(inner) = watching.daemon.upgrade() else {
            continue;
        };
        let first = *watching.first.get_or_insert(now);
        if now.duration_since(first) >= SAME_SIGNAL {
            effect = Effect::ExitNow;
        } else if effect == Effect::Default {
            effect = Effect::Stops;
        }
        to_stop.push(Daemon(inner));
    }
    for daemon in to_stop {
        daemon.request_stop(StopReason::Signal(signal));
    }
    effect
}
