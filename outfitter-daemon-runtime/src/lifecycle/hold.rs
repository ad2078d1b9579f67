//! What a daemon holds while it is not stopped: its paths, its lock, its PID file.

use crate::directory;
use crate::error::{DaemonError, StartError};
use crate::lock::{Holder, LockCheck, LockError, LockHandle, LockRequest, PidFile, PidFileError};
use crate::paths::{self, Env, Paths, Platform};

use super::options::DaemonOptions;

/// Everything that is given back at the end, in reverse order.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) paths: Paths,
    pid_file: PidFile,
    lock: LockHandle,
}

impl Held {
    /// Finds the daemon's place, makes it safe, and takes the lock. May wait up to 2 s for the lock.
    pub(super) fn take(options: &DaemonOptions) -> Result<Self, DaemonError> {
        let name = options.name.as_str();
        let failed = |source: StartError| DaemonError::from_start(name, source);
        let paths = find_place(options).map_err(failed)?;
        directory::prepare(&paths).map_err(|error| failed(error.into()))?;
        let request = LockRequest::new(paths.lock())
            .pid_file(paths.pid_file())
            .socket(paths.socket());
        let lock = request.acquire().map_err(|error| {
            let pid_file = error.of_pid_file(paths.pid_file());
            pid_file.map_or_else(|error| failed(error.into()), |error| pid_file_error(error, name))
        })?;
        let pid_file = PidFile::write(paths.pid_file(), &lock, Some(paths.socket()));
        let pid_file = pid_file.map_err(|error| pid_file_error(error, name))?;
        tracing::debug!(lock = %paths.lock().display(), "took the lock");
        Ok(Self {
            paths,
            pid_file,
            lock,
        })
    }

    /// Whether the lock is still ours.
    pub(super) fn check(&self) -> LockCheck {
        self.lock.check()
    }

    /// Gives everything back, the lock last.
    pub(super) fn release(self) {
        let Self {
            pid_file,
            lock,
            paths,
        } = self;
        if let Err(error) = pid_file.remove() {
            tracing::warn!(%error, "cannot remove the PID file");
        }
        if let Err(error) = lock.release() {
            tracing::warn!(%error, lock = %paths.lock().display(), "cannot remove the lock file");
        }
    }
}

/// The first place that can be used, unless a daemon of this name lives in any of them.
fn find_place(options: &DaemonOptions) -> Result<Paths, StartError> {
    let env = Env::from_process();
    let candidates = Paths::candidates(&options.name, &env, Platform::current(), &options.overrides)?;
    let chosen = paths::choose(&candidates)?;
    // In the chosen place the lock decides; in the others a look has to do.
    candidates
        .iter()
        .filter(|other| other.lock() != chosen.lock())
        .try_for_each(refuse_if_running)?;
    Ok(chosen)
}

fn refuse_if_running(elsewhere: &Paths) -> Result<(), LockError> {
    match crate::lock::look(elsewhere.lock()) {
        Ok(Holder::Alive { pid }) => Err(LockError::AlreadyRunning {
            path: elsewhere.lock().to_owned(),
            pid: Some(pid),
        }),
        // Only now: the daemon that may be there would come to light a moment later.
        Err(error @ LockError::Io { .. }) if error.is_of_the_moment() => Err(error),
        // A place that we may not look at has no daemon that we could talk to.
        _ => Ok(()),
    }
}

fn pid_file_error(error: PidFileError, name: &str) -> DaemonError {
    let name = name.to_owned();
    match error {
        PidFileError::AlreadyRunning { path, pid } => DaemonError::AlreadyRunning {
            name,
            pid: Some(pid),
            path: Some(path),
        },
        source => DaemonError::PidFile { name, source },
    }
}
