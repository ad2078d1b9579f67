//! The lock's promises, on real files and with real processes.
//!
//! What needs several programs (a holder that is killed, an unusual umask, file systems that cannot lock) is
//! among the integration tests.

mod check;
mod concurrency;
mod contents;
mod creation;
mod pid_file;
mod release;
mod suspicion;
mod waiting;

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use super::{LockError, LockHandle, LockRequest};
use crate::fixtures::temp_dir;
use crate::process::{is_process_alive, own_pid};

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

/// A process other than us, killed at the end.
struct Stranger(Child);

impl Stranger {
    fn new() -> Self {
        Self(
            Command::new("sleep")
                .arg("600")
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .spawn()
                .unwrap(),
        )
    }

    /// One that has ended, but that we, its parent, have not waited for.
    fn zombie() -> Self {
        let mut stranger = Self::new();
        stranger.0.kill().unwrap();
        wait_until("it is a zombie", || !is_process_alive(stranger.pid()));
        stranger
    }

    fn pid(&self) -> i64 {
        self.0.id().into()
    }
}

impl Drop for Stranger {
    fn drop(&mut self) {
        // It may have been killed already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let started = Instant::now();
    while !condition() {
        assert!(started.elapsed() < Duration::from_secs(10), "still not: {what}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Asserts that the lock is refused because of a live `pid`.
fn assert_running(result: Result<LockHandle, LockError>, pid: Option<i64>) {
    match result {
        Err(error @ LockError::AlreadyRunning { .. }) => assert_eq!(error.pid(), pid),
        other => panic!("expected `AlreadyRunning`, found {other:?}"),
    }
}
