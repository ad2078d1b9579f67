//! Directories on Unix: modes, owners, and descriptors that cannot be swapped under us.

use std::ffi::OsStr;
use std::os::fd::OwnedFd;
use std::path::Path;

use rustix::fs::{AtFlags, FileType, Mode, OFlags, Stat};
use rustix::io::Errno;

use super::error::DirectoryError;
use crate::process;

const PRIVATE: Mode = Mode::RWXU;
/// What is above a base directory belongs to all users of the system.
const PUBLIC: Mode = Mode::RWXU.union(Mode::from_raw_mode(0o055));
const PERMISSIONS: u32 = 0o7777;
const STICKY: u32 = 0o1000;
const OTHERS_WRITE: u32 = 0o002;

/// Makes `dir` and its base if they are missing; refuses a base in which strangers could replace `dir`.
pub(super) fn make_own(dir: &Path) -> Result<(), DirectoryError> {
    enter_base(dir).map(drop)
}

/// Makes `dir` if it is missing, and makes sure that it is a directory of ours that nobody else may enter.
pub(super) fn prepare_own(dir: &Path) -> Result<(), DirectoryError> {
    let (base, name) = enter_base(dir)?;
    let own = open_own(&base, name, dir)?;
    let stat = stat(&own, dir)?;
    refuse_owner(&stat, dir, &[process::effective_uid()])?;
    let mode = permissions(&stat);
    if mode & STICKY != 0 {
        return Err(DirectoryError::Shared {
            dir: dir.to_owned(),
            mode,
        });
    }
    if mode & 0o777 == 0o700 {
        return Ok(());
    }
    rustix::fs::fchmod(&own, PRIVATE).map_err(|errno| DirectoryError::Tighten {
        dir: dir.to_owned(),
        source: errno.into(),
    })?;
    tracing::warn!(dir = %dir.display(), was = %format_args!("{mode:04o}"), "set the daemon's directory to mode 0700");
    Ok(())
}

/// Makes `dir` and what is above it (0700) if missing; an existing one must be safe, and stays as it is.
pub(super) fn prepare_named(dir: &Path) -> Result<(), DirectoryError> {
    let opened = open_or_make(dir, PRIVATE, PRIVATE)?;
    refuse_unsafe(&opened, dir)
}

/// Opens the safe directory that `dir` is in, and makes `dir` there if nothing has that name.
fn enter_base(dir: &Path) -> Result<(OwnedFd, &OsStr), DirectoryError> {
    let (base, name) = split(dir)?;
    let parent = open_or_make(base, PUBLIC, PRIVATE)?;
    refuse_unsafe(&parent, base)?;
    // Asked first, since a read-only file system may refuse to make even what exists.
    if rustix::fs::statat(&parent, name, AtFlags::SYMLINK_NOFOLLOW).is_err() {
        make_in(&parent, name, PRIVATE, dir)?;
    }
    Ok((parent, name))
}

/// Opens the daemon's own directory without following a link.
fn open_own(base: &OwnedFd, name: &OsStr, dir: &Path) -> Result<OwnedFd, DirectoryError> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let open = || rustix::fs::openat(base, name, flags, Mode::empty());
    let opened = match open() {
        // A daemon that was killed under `umask 0777` between making it and setting its mode left it closed.
        // Between this look and the change nobody can swap it: the base is safe.
        Err(Errno::ACCESS) => {
            let stat = rustix::fs::statat(base, name, AtFlags::SYMLINK_NOFOLLOW).map_err(open_error(dir))?;
            refuse_owner(&stat, dir, &[process::effective_uid()])?;
            if FileType::from_raw_mode(stat.st_mode) == FileType::Directory {
                rustix::fs::chmodat(base, name, PRIVATE, AtFlags::empty()).map_err(open_error(dir))?;
            }
            open()
        }
        other => other,
    };
    opened.map_err(|errno| match errno {
        Errno::NOTDIR | Errno::LOOP => DirectoryError::NotADirectory { dir: dir.to_owned() },
        other => open_error(dir)(other),
    })
}

/// Opens `dir`, following links; makes it and what is missing above it.
fn open_or_make(dir: &Path, above: Mode, mode: Mode) -> Result<OwnedFd, DirectoryError> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    match rustix::fs::open(dir, flags, Mode::empty()) {
        Err(Errno::NOENT) => {}
        other => return other.map_err(open_error(dir)),
    }
    let (parent, name) = split(dir)?;
    let opened = open_or_make(parent, above, above)?;
    refuse_unsafe(&opened, parent)?;
    make_in(&opened, name, mode, dir)?;
    rustix::fs::openat(&opened, name, flags | OFlags::NOFOLLOW, Mode::empty()).map_err(open_error(dir))
}

/// Makes a directory with exactly this mode, whatever the umask; one that exists is left as it is.
fn make_in(parent: &OwnedFd, name: &OsStr, mode: Mode, dir: &Path) -> Result<(), DirectoryError> {
    let failed = |errno: Errno| DirectoryError::Make {
        dir: dir.to_owned(),
        source: errno.into(),
    };
    match rustix::fs::mkdirat(parent, name, mode) {
        // By name, since a directory without permissions cannot be opened; the parent is safe.
        Ok(()) => rustix::fs::chmodat(parent, name, mode, AtFlags::empty()).map_err(failed),
        Err(Errno::EXIST) => Ok(()),
        Err(errno) => Err(failed(errno)),
    }
}

/// Refuses a directory in which a stranger could replace a file of ours.
///
/// Writable by the group is not refused: where every user has a group of their own, `~/.local` is.
fn refuse_unsafe(opened: &OwnedFd, dir: &Path) -> Result<(), DirectoryError> {
    let stat = stat(opened, dir)?;
    refuse_owner(&stat, dir, &[process::effective_uid(), 0])?;
    let mode = permissions(&stat);
    if mode & OTHERS_WRITE != 0 && mode & STICKY == 0 {
        return Err(DirectoryError::WritableByOthers {
            dir: dir.to_owned(),
            mode,
        });
    }
    Ok(())
}

fn refuse_owner(stat: &Stat, dir: &Path, allowed: &[u32]) -> Result<(), DirectoryError> {
    if allowed.contains(&stat.st_uid) {
        return Ok(());
    }
    let uid = process::effective_uid();
    Err(DirectoryError::ForeignOwner {
        dir: dir.to_owned(),
        owner: stat.st_uid,
        uid,
    })
}

fn stat(opened: &OwnedFd, dir: &Path) -> Result<Stat, DirectoryError> {
    rustix::fs::fstat(opened).map_err(open_error(dir))
}

fn permissions(stat: &Stat) -> u32 {
    // 16 bits on macOS.
    u32::try_from(u64::from(stat.st_mode)).unwrap_or_default() & PERMISSIONS
}

fn split(dir: &Path) -> Result<(&Path, &OsStr), DirectoryError> {
    dir.parent()
        .zip(dir.file_name())
        .ok_or_else(|| open_error(dir)(Errno::NOENT))
}

fn open_error(dir: &Path) -> impl Fn(Errno) -> DirectoryError {
    move |errno| DirectoryError::Open {
        dir: dir.to_owned(),
        source: errno.into(),
    }
}
