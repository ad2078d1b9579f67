//! New files under a temporary name, `.<file>.<pid>.<number>.tmp`, which works on every Unix.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use rustix::fs::{AtFlags, CWD, Mode, OFlags};
use rustix::io::Errno;

use super::unix::RecordFile;
use super::{FileError, NewFile};
use crate::process;

const END: &str = ".tmp";

/// Fills a file under a temporary name, then gives it its own; `None` if that is taken by then.
pub(in crate::lock) fn create_named(new: NewFile<'_>) -> Result<Option<RecordFile>, FileError> {
    let (temporary, file) = open_temporary(new)?;
    let mut file = RecordFile::new(file);
    let linked = file
        .fill(new)
        .map(|()| rustix::fs::linkat(CWD, &temporary, CWD, new.path, AtFlags::empty()));
    // Whatever happened: with its own name it no longer needs this one, without it nobody needs it.
    if let Err(error) = fs::remove_file(&temporary) {
        tracing::debug!(path = %temporary.display(), %error, "cannot remove a temporary file");
    }
    match linked? {
        Ok(()) => {
            sweep(new.path);
            Ok(Some(file))
        }
        Err(Errno::EXIST) => Ok(None),
        Err(errno) => Err(FileError::Io("name", errno.into())),
    }
}

fn open_temporary(new: NewFile<'_>) -> Result<(PathBuf, File), FileError> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let flags = OFlags::CREATE | OFlags::EXCL | OFlags::RDWR | OFlags::CLOEXEC | OFlags::NOFOLLOW;
    loop {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{}{}.{number}{END}", start(new.path), std::process::id());
        let path = new.path.with_file_name(name);
        match rustix::fs::open(&path, flags, Mode::from_raw_mode(new.access.mode())) {
            Ok(file) => return Ok((path, File::from(file))),
            // A process before us had our PID, and was killed.
            Err(Errno::EXIST) => {}
            Err(errno) => return Err(FileError::Io("make", errno.into())),
        }
    }
}

/// Removes what processes that were killed at it have left. Whoever comes here has just got the name.
fn sweep(path: &Path) {
    let start = start(path);
    let Some(entries) = path.parent().and_then(|dir| fs::read_dir(dir).ok()) else {
        return;
    };
    for entry in entries.flatten() {
        if maker(&entry.file_name(), &start).is_some_and(|pid| !process::is_process_alive(pid)) {
            // Another sweeper may have been faster.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The PID in the name of a temporary file.
fn maker(name: &OsStr, start: &str) -> Option<i64> {
    let (pid, number) = name
        .to_str()?
        .strip_prefix(start)?
        .strip_suffix(END)?
        .split_once('.')?;
    number.parse::<u32>().ok()?;
    pid.parse().ok()
}

fn start(path: &Path) -> String {
    format!(".{}.", path.file_name().unwrap_or_default().to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_leftovers_are_recognised() {
        let start = start(Path::new("/x/daemon.lock"));
        for (name, pid) in [
            (".daemon.lock.12.0.tmp", Some(12)),
            (".daemon.lock.12.tmp", None),
            (".daemon.lock.x.0.tmp", None),
            ("daemon.lock.12.0.tmp", None),
            (".daemon.pid.12.0.tmp", None),
            (".daemon.lock.12.0.tmp~", None),
        ] {
            assert_eq!(maker(OsStr::new(name), &start), pid, "{name}");
        }
    }
}
