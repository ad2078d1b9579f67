//! The lock functions without a daemon: what the TypeScript package's tests promise.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

use std::path::PathBuf;
use std::process::Child;

use outfitter_daemon::{
    LockError, acquire_daemon_lock, is_daemon_alive, is_process_alive, read_lock_pid, release_daemon_lock,
};
use tempfile::TempDir;

fn lock_file(content: Option<&str>) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("daemon.lock");
    if let Some(content) = content {
        std::fs::write(&path, content).unwrap();
    }
    (folder, path)
}

struct Sleeper(Child);

impl Sleeper {
    fn new() -> Self {
        Self(outfitter_daemon_tests::platform::sleeper().spawn().unwrap())
    }

    /// The PID of a process that is no more.
    fn dead() -> u32 {
        let mut sleeper = Self::new();
        sleeper.0.kill().and_then(|()| sleeper.0.wait()).unwrap();
        sleeper.0.id()
    }
}

impl Drop for Sleeper {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn tells_live_processes_from_others() {
    let sleeper = Sleeper::new();
    assert!(is_process_alive(std::process::id().into()));
    assert!(is_process_alive(sleeper.0.id().into()));
    assert!(!is_process_alive(Sleeper::dead().into()));
    for never in [0, -1, i64::MIN, i64::MAX] {
        assert!(!is_process_alive(never), "{never}");
    }
}

#[test]
fn a_daemon_is_alive_if_the_lock_names_a_live_process() {
    let sleeper = Sleeper::new();
    let alive = |content: Option<&str>| is_daemon_alive(lock_file(content).1);
    let at = |content: String| {
        let (_folder, path) = lock_file(Some(&content));
        is_daemon_alive(path)
    };
    assert!(!alive(None));
    assert!(at(format!("{}\n", sleeper.0.id())));
    assert!(at(format!("  {}  \n\n", sleeper.0.id())));
    for content in [
        Sleeper::dead().to_string(),
        "garbage".into(),
        String::new(),
        " \n ".into(),
    ] {
        assert!(!at(content.clone()), "{content:?}");
    }
}

#[test]
fn reads_the_pid_as_the_peer_does() {
    let read = |content: &str| {
        let (_folder, path) = lock_file(Some(content));
        read_lock_pid(path).unwrap()
    };
    assert_eq!(read("1234\n"), Some(1234));
    assert_eq!(read("  1234 \n"), Some(1234));
    assert_eq!(read("1234\n{\"more\":1}"), Some(1234));
    assert_eq!((read(""), read("x1"), read("\n")), (None, None, None));
    assert_eq!(read_lock_pid("/nowhere/daemon.lock").unwrap(), None);
}

#[test]
fn takes_a_lock_that_is_missing_and_makes_its_folders() {
    let (folder, _) = lock_file(None);
    let path = folder.path().join("a/b/daemon.lock");
    let handle = acquire_daemon_lock(&path).unwrap();
    assert_eq!(handle.lock_path(), path);
    assert_eq!(handle.pid(), i64::from(std::process::id()));
    assert_eq!(
        std::fs::read_to_string(&path).unwrap(),
        format!("{}\n", std::process::id())
    );
    release_daemon_lock(handle).unwrap();
    assert!(!path.exists());
}

#[test]
fn takes_a_lock_that_names_nobody_alive() {
    for content in [Sleeper::dead().to_string(), "garbage".into(), String::new()] {
        let (_folder, path) = lock_file(Some(&content));
        let handle = acquire_daemon_lock(&path).unwrap();
        assert_eq!(
            read_lock_pid(&path).unwrap(),
            Some(std::process::id().into()),
            "{content:?}"
        );
        release_daemon_lock(handle).unwrap();
    }
}

#[test]
fn a_live_holder_is_named() {
    let sleeper = Sleeper::new();
    let (_folder, path) = lock_file(Some(&sleeper.0.id().to_string()));
    let error = acquire_daemon_lock(&path).unwrap_err();
    assert!(matches!(&error, LockError::AlreadyRunning { .. }), "{error}");
    assert_eq!(
        (error.lock_path(), error.pid()),
        (path.as_path(), Some(sleeper.0.id().into()))
    );
    assert_eq!(read_lock_pid(&path).unwrap(), Some(sleeper.0.id().into()));
}

#[test]
fn releases_only_what_is_its_own() {
    let (_folder, path) = lock_file(None);
    let handle = acquire_daemon_lock(&path).unwrap();
    std::fs::write(&path, "1\n").unwrap();
    release_daemon_lock(handle).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "1\n");
}

#[test]
fn releasing_a_file_that_is_gone_is_no_error() {
    let (_folder, path) = lock_file(None);
    let handle = acquire_daemon_lock(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    release_daemon_lock(handle).unwrap();
}
