//! The directories a daemon's files are in: made with the right mode, and refused where a stranger could
//! put files of their own into them.

mod error;
#[cfg(test)]
mod error_tests;
#[cfg(test)]
#[cfg(unix)]
mod tests_unix;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use self::unix as platform;
#[cfg(windows)]
use self::windows as platform;

pub use self::error::DirectoryError;
#[cfg(feature = "daemon")]
pub(crate) use self::error::is_of_the_moment;

use std::path::Path;

use crate::paths::{Base, Paths};

/// Makes every directory that `paths` needs, and makes sure that nobody else can change what is in them.
///
/// The daemon's own directory is made with mode 0700. One that exists must be a directory of ours, not a link
/// to one; where others may read or write it, as the TypeScript package leaves it, that is taken away and
/// reported as a warning.
///
/// A directory that somebody named (by a directory, socket, lock or PID file override) may be shared with
/// others: it is made with mode 0700 if it is missing, with the ones above it, and otherwise left as it is.
/// It must belong to us or to root, and if everybody may write to it, have the sticky bit.
///
/// The process's umask is neither used nor changed.
///
/// On Windows the default directory is the user's own for temporary files, and what is made inherits who may use
/// it from there; only that it is a directory is made sure of.
///
/// # Errors
///
/// * [`DirectoryError::Make`], [`Open`](DirectoryError::Open), [`Tighten`](DirectoryError::Tighten) if the
///   operating system refuses.
/// * [`DirectoryError::NotADirectory`] if something else, such as a symbolic link, is in its place.
/// * [`DirectoryError::ForeignOwner`], [`Shared`](DirectoryError::Shared),
///   [`WritableByOthers`](DirectoryError::WritableByOthers) if others could change what is in it.
pub fn prepare(paths: &Paths) -> Result<(), DirectoryError> {
    if paths.uses_dir() {
        match paths.base() {
            Base::Override => platform::prepare_named(paths.dir())?,
            _ => platform::prepare_own(paths.dir())?,
        }
    }
    [paths.socket(), paths.lock(), paths.pid_file()]
        .into_iter()
        .filter(|file| file.parent() != Some(paths.dir()))
        .try_for_each(prepare_parent)
}

/// Makes the daemon's own directory if it is missing, and judges only the one above it.
pub(crate) fn make(paths: &Paths) -> Result<(), DirectoryError> {
    match paths.base() {
        _ if !paths.uses_dir() => Ok(()),
        Base::Override => platform::prepare_named(paths.dir()),
        _ => platform::make_own(paths.dir()),
    }
}

/// Does for the directory that `file` is in what [`prepare`] does for one that somebody named.
pub(crate) fn prepare_parent(file: &Path) -> Result<(), DirectoryError> {
    match file.parent() {
        Some(dir) if !dir.as_os_str().is_empty() => platform::prepare_named(dir),
        // The root, or a bare file name in the current directory.
        _ => Ok(()),
    }
}
