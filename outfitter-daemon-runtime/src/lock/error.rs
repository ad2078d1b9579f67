//! Why a lock or a PID file cannot be had.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{fmt, io};

use super::file::FileError;
use crate::directory::DirectoryError;

/// Why the lock cannot be taken, read or let go.
#[derive(Debug)]
#[non_exhaustive]
#[expect(
    missing_docs,
    reason = "`path` is the file, `source` what the operating system says"
)]
pub enum LockError {
    /// Another process has it. Without a PID, one is just starting or stopping, or does not say who it is.
    AlreadyRunning {
        path: PathBuf,
        /// The process that the file names.
        pid: Option<i64>,
    },
    /// What is at the path could be used by others to harm us.
    Insecure { path: PathBuf, reason: Insecurity },
    /// The file system cannot lock. This is never taken for a free lock.
    Unsupported { path: PathBuf, source: io::Error },
    /// The directory of the file cannot be used.
    Directory { path: PathBuf, source: DirectoryError },
    /// The operating system refuses.
    Io {
        /// What was tried, a verb.
        action: &'static str,
        path: PathBuf,
        source: io::Error,
    },
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlreadyRunning { path, pid } => already_running(f, path, *pid),
            Self::Insecure { path, reason } => write!(
                f,
                "the lock file `{}` is refused: {reason}; remove it, or choose another path",
                path.display()
            ),
            Self::Unsupported { path, .. } => write!(
                f,
                "the file system of `{}` does not support locks; choose a path on a local disk",
                path.display()
            ),
            Self::Directory { path, .. } => write!(f, "no directory for the lock file `{}`", path.display()),
            Self::Io { action, path, .. } => write!(f, "cannot {action} the lock file `{}`", path.display()),
        }
    }
}

impl Error for LockError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Unsupported { source, .. } | Self::Io { source, .. } => Some(source),
            Self::Directory { source, .. } => Some(source),
            Self::AlreadyRunning { .. } | Self::Insecure { .. } => None,
        }
    }
}

impl LockError {
    /// The lock file, or the PID file that was checked along with it.
    pub fn lock_path(&self) -> &Path {
        match self {
            Self::AlreadyRunning { path, .. }
            | Self::Insecure { path, .. }
            | Self::Unsupported { path, .. }
            | Self::Directory { path, .. }
            | Self::Io { path, .. } => path,
        }
    }

    /// The process that has the lock, if that is why, and if it is known.
    pub fn pid(&self) -> Option<i64> {
        match self {
            Self::AlreadyRunning { pid, .. } => *pid,
            _ => None,
        }
    }

    /// Whether the operating system may answer differently the next time it is asked.
    #[cfg(feature = "daemon")]
    pub(crate) fn is_of_the_moment(&self) -> bool {
        matches!(self, Self::Io { source, .. } if crate::directory::is_of_the_moment(source))
    }

    /// What was wrong with the PID file, if it was that and not the lock file.
    ///
    /// # Errors
    ///
    /// The error itself, if it is about the lock, or if somebody has it.
    #[cfg(feature = "daemon")]
    pub(crate) fn of_pid_file(self, pid_file: &Path) -> Result<PidFileError, Self> {
        if self.lock_path() != pid_file {
            return Err(self);
        }
        match self {
            Self::AlreadyRunning { .. } => Err(self),
            Self::Insecure { path, reason } => Ok(PidFileError::Insecure { path, reason }),
            Self::Directory { path, source } => Ok(PidFileError::Directory { path, source }),
            Self::Unsupported { path, source } => Ok(PidFileError::Io {
                action: "lock",
                path,
                source,
            }),
            Self::Io { action, path, source } => Ok(PidFileError::Io { action, path, source }),
        }
    }

    pub(super) fn at(path: &Path) -> impl Fn(FileError) -> Self {
        move |error| {
            let path = path.to_owned();
            match error {
                FileError::Insecure(reason) => Self::Insecure { path, reason },
                FileError::Unsupported(source) => Self::Unsupported { path, source },
                FileError::Io(action, source) => Self::Io { action, path, source },
            }
        }
    }
}

/// What is wrong with a lock file or PID file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Insecurity {
    /// It is a symbolic link, which may lead to any file of ours.
    Symlink,
    /// It is a directory, a pipe, a socket or a device.
    NotAFile,
    /// Another user could change or lock it at will.
    ForeignOwner {
        /// Whose it is.
        owner: u32,
        /// Our effective user.
        uid: u32,
    },
}

impl fmt::Display for Insecurity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Symlink => f.write_str("it is a symbolic link"),
            Self::NotAFile => f.write_str("it is not a regular file"),
            Self::ForeignOwner { owner, uid } => write!(f, "it belongs to uid {owner}, and we are uid {uid}"),
        }
    }
}

impl Error for Insecurity {}

/// Why the PID file cannot be written or removed.
#[derive(Debug)]
#[non_exhaustive]
#[expect(
    missing_docs,
    reason = "`path` is the file, `source` what the operating system says"
)]
pub enum PidFileError {
    /// It names a live process other than us.
    AlreadyRunning {
        path: PathBuf,
        /// That process.
        pid: i64,
    },
    /// What is at the path could be used by others to harm us.
    Insecure { path: PathBuf, reason: Insecurity },
    /// The directory of the file cannot be used.
    Directory { path: PathBuf, source: DirectoryError },
    /// The operating system refuses.
    Io {
        /// What was tried, a verb.
        action: &'static str,
        path: PathBuf,
        source: io::Error,
    },
}

impl fmt::Display for PidFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlreadyRunning { path, pid } => already_running(f, path, Some(*pid)),
            Self::Insecure { path, reason } => write!(
                f,
                "the PID file `{}` is refused: {reason}; remove it, or choose another path",
                path.display()
            ),
            Self::Directory { path, .. } => write!(f, "no directory for the PID file `{}`", path.display()),
            Self::Io { action, path, .. } => write!(f, "cannot {action} the PID file `{}`", path.display()),
        }
    }
}

impl Error for PidFileError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Directory { source, .. } => Some(source),
            Self::Io { source, .. } => Some(source),
            Self::AlreadyRunning { .. } | Self::Insecure { .. } => None,
        }
    }
}

impl PidFileError {
    pub(super) fn at(path: &Path) -> impl Fn(FileError) -> Self {
        move |error| {
            let path = path.to_owned();
            match error {
                FileError::Insecure(reason) => Self::Insecure { path, reason },
                // PID files are not locked.
                FileError::Unsupported(source) => Self::Io {
                    action: "lock",
                    path,
                    source,
                },
                FileError::Io(action, source) => Self::Io { action, path, source },
            }
        }
    }
}

fn already_running(f: &mut fmt::Formatter<'_>, path: &Path, pid: Option<i64>) -> fmt::Result {
    let path = path.display();
    match pid {
        Some(pid) => write!(
            f,
            "the daemon is already running with PID {pid}, says `{path}`; stop it first"
        ),
        None => write!(
            f,
            "the daemon is already running: another process has locked `{path}`, which does not name it; \
             if it was just starting or stopping, try again"
        ),
    }
}
