//! Looking at a lock from outside, which never locks: a look must not turn a starter away.

use std::path::Path;

use super::error::LockError;
use super::file::RecordFile;
use crate::process;

/// Who a lock file or PID file says has it.
///
/// Only a starter, who locks, can know whether the process that is named is a daemon: see
/// [`LockRequest`](super::LockRequest). For others the daemon's answer at its socket decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Holder {
    /// There is no file.
    Nobody,
    /// The file names no process.
    Unnamed,
    /// The process that it names is not alive. It was killed, or it is about to be replaced by a new one.
    Dead {
        /// That process.
        pid: i64,
    },
    /// The process that it names is alive.
    Alive {
        /// That process.
        pid: i64,
    },
}

/// Reads the file at `path` and asks whether the process that it names is alive.
///
/// # Errors
///
/// * [`LockError::Insecure`] if it is not a regular file.
/// * [`LockError::Io`] if it cannot be read.
pub fn look(path: impl AsRef<Path>) -> Result<Holder, LockError> {
    let path = path.as_ref();
    let failed = LockError::at(path);
    let Some(file) = RecordFile::open_to_look(path).map_err(&failed)? else {
        return Ok(Holder::Nobody);
    };
    Ok(match file.pid().map_err(&failed)? {
        None => Holder::Unnamed,
        Some(pid) if process::is_process_alive(pid) => Holder::Alive { pid },
        Some(pid) => Holder::Dead { pid },
    })
}

/// Whether the lock file at `path` names a live process. A file that is missing or cannot be read does not.
#[doc(alias = "isDaemonAlive")]
pub fn is_daemon_alive(path: impl AsRef<Path>) -> bool {
    matches!(look(path), Ok(Holder::Alive { .. }))
}

/// The PID in the lock file at `path`, alive or not; `None` if there is no file, or no number in it.
///
/// # Errors
///
/// Those of [`look`].
#[doc(alias = "readLockPid")]
pub fn read_lock_pid(path: impl AsRef<Path>) -> Result<Option<i64>, LockError> {
    Ok(match look(path)? {
        Holder::Nobody | Holder::Unnamed => None,
        Holder::Dead { pid } | Holder::Alive { pid } => Some(pid),
    })
}
