//! One instance: a lock that the kernel keeps, on a file that says whose it is.
//!
//! The daemon holds an exclusive advisory lock (`flock`) on `daemon.lock` for as long as it lives; the kernel
//! lets go of it when the process ends, however it ends. The content, `<pid>\n`, is for others to read: the
//! TypeScript package, shell scripts, and [`look`]. What keeps that true:
//!
//! * **Nobody ever reads an empty file**, which the TypeScript package would take for a free one. A new file
//!   is written and locked before it has a name; an old one is overwritten in place, never truncated first.
//! * **Only the holder overwrites or removes the file.** After locking it compares what it locked with what
//!   is at the path, and starts over if they differ: its predecessor removed the file in between.
//! * **Who only looks never locks**, not even shared: a look at the wrong moment would turn a starter away.
//! * **A live PID counts even without the kernel's lock**, since the TypeScript package takes none; unless it
//!   cannot be a daemon's any more (see [`LockRequest::socket`]).
//!
//! Everything here blocks, for up to two seconds while acquiring; asynchronous callers use a blocking thread.
//!
//! # Examples
//!
//! ```
//! use outfitter_daemon::{acquire_daemon_lock, is_daemon_alive, read_lock_pid, release_daemon_lock};
//!
//! # let dir = tempfile::tempdir()?;
//! # let path = dir.path().join("daemon.lock");
//! let lock = acquire_daemon_lock(&path)?;
//! assert!(is_daemon_alive(&path));
//! assert_eq!(read_lock_pid(&path)?, Some(lock.pid()));
//! release_daemon_lock(lock)?;
//! assert!(!path.exists());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod acquire;
mod error;
mod file;
mod handle;
mod judge;
mod look;
mod pid_file;
mod probe;
mod record;
#[cfg(test)]
mod tests;
mod turn;
#[cfg(all(unix, feature = "client"))]
mod turn_unix;

pub use self::acquire::LockRequest;
pub use self::error::{Insecurity, LockError, PidFileError};
pub use self::handle::{LockCheck, LockHandle};
#[cfg(feature = "control")]
pub(crate) use self::judge::{live_pid_at, was_written_by};
pub use self::look::{Holder, is_daemon_alive, look, read_lock_pid};
pub use self::pid_file::PidFile;
pub use self::turn::Turn;
#[cfg(feature = "client")]
pub(crate) use self::turn::released;

use std::path::Path;

/// Takes the lock at `path` for this process, waiting for up to 2 s for one that is being let go.
///
/// Missing directories above it are made (mode 0700). The lock is held until the handle is released or
/// dropped, or the process ends. [`LockRequest`] has more to choose from.
///
/// # Errors
///
/// Those of [`LockRequest::acquire`].
#[doc(alias = "acquireDaemonLock")]
pub fn acquire_daemon_lock(path: impl AsRef<Path>) -> Result<LockHandle, LockError> {
    LockRequest::new(path.as_ref()).acquire()
}

/// Removes the lock file, if it is still the one that was locked and still holds our PID, and unlocks it.
///
/// A file that is gone, or that somebody else has put there, is left alone; that is no error.
///
/// # Errors
///
/// [`LockError::Io`] if the file cannot be read or removed. The lock is let go all the same.
#[doc(alias = "releaseDaemonLock")]
pub fn release_daemon_lock(handle: LockHandle) -> Result<(), LockError> {
    handle.release()
}
