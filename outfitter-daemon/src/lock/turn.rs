//! Taking turns: a lock on a file that nobody ever removes, and that may be waited for.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

#[cfg(feature = "client")]
use tokio::sync::oneshot;

use super::error::LockError;
use super::file::{Access, FileError, NewFile, RecordFile};
use super::{Holder, look, record};
use crate::process;

/// The right to do what only one process at a time may do, such as starting a daemon.
///
/// Unlike the daemon's own lock the file stays where it is, and whoever comes second waits. The kernel lets go of it
/// when its holder ends, however that ends. The file names its last holder (`<pid>\n`), for error messages alone.
///
/// The directory of the file must exist; see [`directory::prepare`](crate::directory::prepare).
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use outfitter_daemon::lock::Turn;
///
/// # let dir = tempfile::tempdir()?;
/// let path = dir.path().join("backup.turn");
/// let turn = Turn::take_within(&path, Duration::from_secs(5))?.expect("nobody else is at it");
/// assert!(Turn::try_take(&path)?.is_none(), "one at a time");
/// drop(turn);
/// assert!(Turn::try_take(&path)?.is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Turn {
    #[allow(dead_code, reason = "it is kept for its lock")]
    pub(super) file: RecordFile,
    path: PathBuf,
}

/// How one attempt went, if not wrong.
enum Attempt {
    Taken(RecordFile),
    Busy,
    /// The file was removed or replaced before it was locked.
    TryAgain,
}

impl Turn {
    /// Takes the turn at `path` if nobody has it; does not wait.
    ///
    /// # Errors
    ///
    /// * [`LockError::Insecure`] if the file is a link, not a file, or another user's.
    /// * [`LockError::Unsupported`] if the file system cannot lock.
    /// * [`LockError::Io`] if the operating system refuses anything else.
    pub fn try_take(path: impl AsRef<Path>) -> Result<Option<Self>, LockError> {
        let path = path.as_ref();
        loop {
            match attempt(path, RecordFile::try_lock)? {
                Attempt::Taken(file) => return Ok(Some(Self::signed(file, path))),
                Attempt::Busy => return Ok(None),
                Attempt::TryAgain => {}
            }
        }
    }

    /// Takes the turn at `path`, waiting for it up to `within`; `None` if it does not come in that time.
    ///
    /// The waiting is done by a thread. If it is in vain, that thread stays until the turn comes, and lets go of it at
    /// once.
    ///
    /// # Errors
    ///
    /// As [`try_take`](Self::try_take).
    pub fn take_within(path: impl AsRef<Path>, within: Duration) -> Result<Option<Self>, LockError> {
        let path = path.as_ref();
        if let Some(turn) = Self::try_take(path)? {
            return Ok(Some(turn));
        }
        let (sender, receiver) = mpsc::sync_channel(1);
        let owned = path.to_owned();
        in_thread(
            path,
            move || wait_for(&owned),
            move |turn| drop(sender.send(turn)),
        )?;
        receiver.recv_timeout(within).ok().transpose()
    }

    /// Waits for the turn at `path`; whoever receives nothing any more gives it up.
    #[cfg(feature = "client")]
    pub(crate) fn wait(path: &Path) -> Result<oneshot::Receiver<Result<Self, LockError>>, LockError> {
        let (sender, receiver) = oneshot::channel();
        let owned = path.to_owned();
        in_thread(
            path,
            move || wait_for(&owned),
            move |turn| drop(sender.send(turn)),
        )?;
        Ok(receiver)
    }

    /// The process that has the turn at `path`, as far as the file tells.
    pub fn holder(path: impl AsRef<Path>) -> Option<i64> {
        match look(path) {
            Ok(Holder::Alive { pid }) => Some(pid),
            _ => None,
        }
    }

    /// The file of the turn.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Says in the file who has the turn. Only error messages need it.
    fn signed(file: RecordFile, path: &Path) -> Self {
        if let Err(error) = file.rewrite(&record::text(process::own_pid()), Access::Locked) {
            tracing::debug!(?error, path = %path.display(), "cannot say who has the turn");
        }
        Self {
            file,
            path: path.to_owned(),
        }
    }
}

/// Waits until nobody has the daemon's lock at `path`, without taking it for longer than that takes to see; says
/// whether anybody had it.
///
/// A daemon that ends in good order removes the file first, so that nobody is turned away by this look.
#[cfg(feature = "client")]
pub(crate) fn released(path: &Path) -> Result<oneshot::Receiver<bool>, LockError> {
    let (sender, receiver) = oneshot::channel();
    let owned = path.to_owned();
    let wait = move || match RecordFile::open_to_look(&owned) {
        Ok(Some(file)) => file.wait_until_free().unwrap_or(false),
        _ => false,
    };
    in_thread(path, wait, move |held| sender.send(held).unwrap_or_default())?;
    Ok(receiver)
}

/// Blocks until the turn comes.
fn wait_for(path: &Path) -> Result<Turn, LockError> {
    loop {
        if let Attempt::Taken(file) = attempt(path, |file| file.lock().map(|()| true))? {
            return Ok(Turn::signed(file, path));
        }
    }
}

fn attempt(
    path: &Path,
    lock: impl FnOnce(&mut RecordFile) -> Result<bool, FileError>,
) -> Result<Attempt, LockError> {
    let failed = LockError::at(path);
    let Some(mut file) = RecordFile::open(path).map_err(&failed)? else {
        let new = NewFile {
            path,
            content: &record::text(process::own_pid()),
            access: Access::Locked,
        };
        let made = RecordFile::create(new).map_err(&failed)?;
        return Ok(made.map_or(Attempt::TryAgain, Attempt::Taken));
    };
    if !lock(&mut file).map_err(&failed)? {
        return Ok(Attempt::Busy);
    }
    // Somebody may have removed it after all, with the directory that it was in.
    if file.is_at(path).map_err(&failed)? {
        Ok(Attempt::Taken(file))
    } else {
        Ok(Attempt::TryAgain)
    }
}

/// Does what blocks in a thread of its own, which keeps neither the process nor a runtime from ending.
fn in_thread<T: Send + 'static>(
    path: &Path,
    work: impl FnOnce() -> T + Send + 'static,
    give: impl FnOnce(T) + Send + 'static,
) -> Result<(), LockError> {
    let started = crate::thread::start("waits-for-lock", move || give(work()));
    started.map_err(|source| LockError::Io {
        action: "wait for",
        path: path.to_owned(),
        source,
    })
}
