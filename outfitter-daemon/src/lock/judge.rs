//! Whether a PID that stands in a file is a daemon that runs, although it does not hold the kernel's lock.

use std::path::Path;
use std::time::{Duration, SystemTime};

use super::error::LockError;
use super::file::{FileError, RecordFile};
use super::probe;
use crate::process;

/// A start time is known to about one second, and a file's time is not much finer everywhere.
const SLACK: Duration = Duration::from_secs(2);

/// The live process other than us that `file` names: a daemon that was not written with this library.
///
/// Its number may have been given to a stranger since. That takes two witnesses: the process was started
/// after the file was written, which a clock that was set can feign, *and* nobody listens at the socket.
/// Without a socket to ask, one witness is not enough, and the process counts.
pub(super) fn live_pid(file: &RecordFile, socket: Option<&Path>) -> Result<Option<i64>, FileError> {
    let Some(pid) = file.pid()? else { return Ok(None) };
    if !process::is_process_alive(pid) || process::is_self_or_ancestor(pid) {
        return Ok(None);
    }
    let written = file.modified()?;
    let recycled = is_younger(pid, written) && socket.is_some_and(probe::refuses);
    Ok((!recycled).then_some(pid))
}

/// Refuses to start beside a daemon that the PID file names; no such file is no daemon.
pub(super) fn refuse_live_pid(pid_file: &Path, socket: Option<&Path>) -> Result<(), LockError> {
    let failed = LockError::at(pid_file);
    let Some(file) = RecordFile::open_to_look(pid_file).map_err(&failed)? else {
        return Ok(());
    };
    match live_pid(&file, socket).map_err(&failed)? {
        Some(pid) => Err(LockError::AlreadyRunning {
            path: pid_file.to_owned(),
            pid: Some(pid),
        }),
        None => Ok(()),
    }
}

/// The process that the file at `path` names, if it is alive and not a stranger that was given its number.
#[cfg(feature = "control")]
pub(crate) fn live_pid_at(path: &Path, socket: &Path) -> Result<Option<i64>, LockError> {
    let failed = LockError::at(path);
    match RecordFile::open_to_look(path).map_err(&failed)? {
        Some(file) => live_pid(&file, Some(socket)).map_err(&failed),
        None => Ok(None),
    }
}

/// Whether the file at `path` names the process `pid`, and that process is certainly older than what it says:
/// who had the number later did not write it.
#[cfg(feature = "control")]
pub(crate) fn was_written_by(path: &Path, pid: i64) -> bool {
    let Ok(Some(file)) = RecordFile::open_to_look(path) else {
        return false;
    };
    let named = file.pid().is_ok_and(|named| named == Some(pid));
    let latest = file
        .modified()
        .ok()
        .and_then(|written| written.checked_add(SLACK));
    let started = process::started_at(pid);
    named
        && latest
            .zip(started)
            .is_some_and(|(latest, started)| started <= latest)
}

fn is_younger(pid: i64, written: SystemTime) -> bool {
    let latest = written.checked_add(SLACK);
    process::started_at(pid)
        .zip(latest)
        .is_some_and(|(started, latest)| started > latest)
}
