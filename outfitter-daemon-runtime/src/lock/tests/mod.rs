//! The lock's promises, on real files and with real processes.
//!
//! What needs several programs (a holder that is killed, an unusual umask, file systems that cannot lock) is
//! among the integration tests.

mod check;
mod concurrency;
mod contents;
mod creation;
mod errors;
mod pid_file;
mod release;
mod turns;
#[cfg(unix)]
mod unix;
mod waiting;
#[cfg(windows)]
mod windows;

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use super::file::RecordFile;
use super::{LockError, LockHandle, LockRequest};
use crate::fixtures::{Stranger, socket_in, take_away, temp_dir, wait_until};
use crate::process::own_pid;

/// A PID that no kernel gives out, so that it is dead for sure.
const DEAD: i64 = 2_147_483_646;

/// A directory of its own with the daemon's files.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(temp_dir())
    }

    fn at(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    fn lock(&self) -> PathBuf {
        self.at("daemon.lock")
    }

    fn socket(&self) -> PathBuf {
        socket_in(self.0.path())
    }

    /// Whether somebody has the file locked at this moment.
    fn is_locked(&self) -> bool {
        let mut file = RecordFile::open(&self.lock()).unwrap().unwrap();
        !file.try_lock().unwrap()
    }

    fn with_lock_file(content: impl AsRef<[u8]>) -> Self {
        let place = Self::new();
        fs::write(place.lock(), content).unwrap();
        place
    }

    fn request(&self) -> LockRequest {
        LockRequest::new(self.lock())
    }

    fn acquire(&self) -> Result<LockHandle, LockError> {
        self.request().acquire()
    }

    fn content(&self) -> Vec<u8> {
        fs::read(self.lock()).unwrap()
    }

    fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

/// Dates a file back by an hour.
fn date_back(path: &std::path::Path) {
    let file = fs::File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_hours(1))
        .unwrap();
}

fn own_text() -> Vec<u8> {
    format!("{}\n", own_pid()).into_bytes()
}

/// Asserts that the lock is refused because of a live `pid`.
fn assert_running(result: Result<LockHandle, LockError>, pid: Option<i64>) {
    match result {
        Err(error @ LockError::AlreadyRunning { .. }) => assert_eq!(error.pid(), pid),
        other => panic!("expected `AlreadyRunning`, found {other:?}"),
    }
}
