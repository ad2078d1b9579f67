//! Where a daemon's `tracing` events go: to a file that is rotated, or to standard error.
//!
//! A daemon that was started in the background writes to its log (see [`Paths::log`]); one that runs in a
//! terminal or under a supervisor writes to standard error. In the background, what anything else writes to
//! standard output and error lands in the same file, and so do panics.
//!
//! | variable, with the prefix of the daemon | meaning | default |
//! | --- | --- | --- |
//! | `MY_SERVICE_LOG` | the file | `$XDG_STATE_HOME/my-service/daemon.log`, or below `~/.local/state` |
//! | `MY_SERVICE_LOG_LEVEL`, else `RUST_LOG` | `warn`, or by target: `info,my_service=debug` | `info` |
//! | `MY_SERVICE_LOG_FORMAT` | `text` or `json` (one object on each line) | `text` |
//! | `MY_SERVICE_LOG_MAX_SIZE` | how large the file gets: bytes, or `100K`, `10M`, `1G` | 10 MiB |
//! | `MY_SERVICE_LOG_KEEP` | how many files that were full are kept, as `daemon.log.1` and on | 5 |
//!
//! What does not make sense among them is said in the log, and the default is taken.
//!
//! Only the daemon that holds the lock renames files, and every process appends, so that a starter that is
//! turned away at the same time breaks nothing.
//!
//! # A subscriber of your own
//!
//! One that is installed before [`Program::run`](crate::Program::run) is left alone. One that `main` installs
//! comes too late: write `#[daemon(logs = false)]`.

mod panic;
mod rotating;
mod settings;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, Registry, fmt};

#[cfg(unix)]
use self::unix as platform;
#[cfg(windows)]
use self::windows as platform;

use self::rotating::RotatingFile;
use self::settings::{Format, Settings};
use crate::name::DaemonName;
use crate::paths::Env;
#[cfg(doc)]
use crate::paths::Paths;

/// Where this process's log goes, once that is decided.
static OUTPUT: OnceLock<Output> = OnceLock::new();
/// Whether it is us who gets the events.
static INSTALLED: AtomicBool = AtomicBool::new(false);

enum Output {
    StandardError,
    File(Mutex<RotatingFile>),
}

/// Sends `tracing` events to `file`, if the process is in the background, or else to standard error.
///
/// Does nothing if there is a subscriber already.
pub(crate) fn begin(name: &DaemonName, env: &Env, background: Option<&Path>) {
    let (settings, problems) = Settings::of(name, env);
    let file = background.map(|path| RotatingFile::open(path, settings.limits));
    let (output, failed) = match file {
        Some(Ok(file)) => (Output::File(Mutex::new(file)), None),
        Some(Err(error)) => (Output::StandardError, Some(error)),
        None => (Output::StandardError, None),
    };
    let to_file = matches!(output, Output::File(_));
    // Under systemd, each line gets its time from the journal.
    let timed = to_file || env.get("JOURNAL_STREAM").is_none();
    if OUTPUT.set(output).is_err() || !install(settings, timed) {
        return;
    }
    INSTALLED.store(true, Ordering::Relaxed);
    if to_file {
        panic::to_log();
    }
    for problem in problems {
        tracing::warn!("{problem}");
    }
    if let Some(error) = failed {
        tracing::warn!(%error, file = ?background, "cannot write to the log file");
    }
}

/// Lets the log be rotated: this process holds the lock, so that no other does the same.
pub(crate) fn rotate() {
    if let Some(mut file) = file() {
        file.rotate_when_full();
    }
}

/// Whether events go to the log file, so that nobody reads standard error for itself.
pub(crate) fn is_to_file() -> bool {
    is_up() && matches!(OUTPUT.get(), Some(Output::File(_)))
}

/// Whether events go anywhere because of us.
pub(crate) fn is_up() -> bool {
    INSTALLED.load(Ordering::Relaxed)
}

fn file() -> Option<MutexGuard<'static, RotatingFile>> {
    match OUTPUT.get()? {
        Output::File(file) => Some(file.lock().unwrap_or_else(PoisonError::into_inner)),
        Output::StandardError => None,
    }
}

fn install(settings: Settings, timed: bool) -> bool {
    let Settings { filter, format, .. } = settings;
    let plain = fmt::layer().with_writer(|| Writer).with_ansi(false);
    let layer = match (format, timed) {
        (Format::Json, _) => plain.json().flatten_event(true).with_filter(filter).boxed(),
        (Format::Text, true) => plain.with_filter(filter).boxed(),
        (Format::Text, false) => plain.without_time().with_filter(filter).boxed(),
    };
    Registry::default().with(layer).try_init().is_ok()
}

/// Writes each event, which comes in one piece, to wherever the log goes.
struct Writer;

impl std::io::Write for Writer {
    fn write(&mut self, event: &[u8]) -> std::io::Result<usize> {
        match file() {
            Some(mut file) => file.write(event),
            None => std::io::stderr().write(event),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
