//! What is said when a lock or a PID file cannot be had.

use std::io;
use std::path::PathBuf;

use crate::directory::DirectoryError;
use crate::fixtures::with_causes;
use crate::lock::{Insecurity, LockError, PidFileError};

fn path() -> PathBuf {
    "/r/a.lock".into()
}

fn no_directory() -> DirectoryError {
    DirectoryError::Open {
        dir: "/r".into(),
        source: io::Error::other("no"),
    }
}

#[test]
fn of_the_lock() {
    for (error, text) in [
        (
            LockError::AlreadyRunning {
                path: path(),
                pid: Some(7),
            },
            "the daemon is already running with PID 7, says `/r/a.lock`; stop it first",
        ),
        (
            LockError::AlreadyRunning {
                path: path(),
                pid: None,
            },
            "the daemon is already running: another process has locked `/r/a.lock`, which does not name it; \
             if it was just starting or stopping, try again",
        ),
        (
            LockError::Insecure {
                path: path(),
                reason: Insecurity::Symlink,
            },
            "the lock file `/r/a.lock` is refused: it is a symbolic link; remove it, or choose another path",
        ),
        (
            LockError::Unsupported {
                path: path(),
                source: io::Error::other("no"),
            },
            "the file system of `/r/a.lock` does not support locks; choose a path on a local disk <- no",
        ),
        (
            LockError::Directory {
                path: path(),
                source: no_directory(),
            },
            "no directory for the lock file `/r/a.lock` <- cannot open the directory `/r` <- no",
        ),
        (
            LockError::Io {
                action: "open",
                path: path(),
                source: io::Error::other("no"),
            },
            "cannot open the lock file `/r/a.lock` <- no",
        ),
    ] {
        assert_eq!(with_causes(&error), text);
    }
}

#[test]
fn of_the_pid_file() {
    for (error, text) in [
        (
            PidFileError::AlreadyRunning { path: path(), pid: 7 },
            "the daemon is already running with PID 7, says `/r/a.lock`; stop it first",
        ),
        (
            PidFileError::Insecure {
                path: path(),
                reason: Insecurity::NotAFile,
            },
            "the PID file `/r/a.lock` is refused: it is not a regular file; remove it, or choose another path",
        ),
        (
            PidFileError::Directory {
                path: path(),
                source: no_directory(),
            },
            "no directory for the PID file `/r/a.lock` <- cannot open the directory `/r` <- no",
        ),
        (
            PidFileError::Io {
                action: "write",
                path: path(),
                source: io::Error::other("no"),
            },
            "cannot write the PID file `/r/a.lock` <- no",
        ),
    ] {
        assert_eq!(with_causes(&error), text);
    }
}

#[test]
fn of_what_is_in_their_place() {
    for (reason, text) in [
        (Insecurity::Symlink, "it is a symbolic link"),
        (Insecurity::NotAFile, "it is not a regular file"),
        (
            Insecurity::ForeignOwner { owner: 1, uid: 2 },
            "it belongs to uid 1, and we are uid 2",
        ),
    ] {
        assert_eq!(with_causes(&reason), text);
    }
}
