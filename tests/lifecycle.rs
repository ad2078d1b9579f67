//! The life of a daemon without attributes: what the TypeScript package's tests promise, and what goes beyond.
//! What needs a signal is in `signals`, since a signal is for a whole process.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use outfitter_daemon::{Daemon, DaemonError, DaemonErrorCode, DaemonOptions, DaemonState};
use outfitter_daemon_tests::within;
use tempfile::TempDir;

fn options(folder: &Path) -> DaemonOptions {
    DaemonOptions::new("test").unwrap().dir(folder.join("run"))
}

fn daemon() -> (TempDir, Daemon) {
    let folder = tempfile::tempdir().unwrap();
    let daemon = Daemon::new(options(folder.path()));
    (folder, daemon)
}

fn pid_file(folder: &TempDir) -> PathBuf {
    folder.path().join("run/daemon.pid")
}

fn own_line() -> String {
    format!("{}\n", std::process::id())
}

#[tokio::test]
async fn start_writes_the_own_pid_and_stop_removes_it() {
    let (folder, daemon) = daemon();
    daemon.start().await.unwrap();
    assert_eq!(std::fs::read_to_string(pid_file(&folder)).unwrap(), own_line());
    assert_eq!(
        std::fs::read_to_string(folder.path().join("run/daemon.lock")).unwrap(),
        own_line()
    );
    daemon.stop().await.unwrap();
    assert_eq!(std::fs::read_dir(folder.path().join("run")).unwrap().count(), 0);
}

#[tokio::test]
async fn the_pid_file_may_be_the_lock_file_and_its_folders_are_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a/b/c.pid");
    let daemon = Daemon::new(options(folder.path()).pid_file(&path).lock_file(&path));
    daemon.start().await.unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), own_line());
    daemon.stop().await.unwrap();
    assert!(!path.exists());
}

#[tokio::test]
async fn goes_through_the_four_states() {
    let (_folder, daemon) = daemon();
    let mut states = daemon.watch_state();
    assert_eq!(
        (daemon.state(), daemon.is_running()),
        (DaemonState::Stopped, false)
    );
    daemon.start().await.unwrap();
    assert_eq!(
        (daemon.state(), daemon.is_running()),
        (DaemonState::Running, true)
    );
    let seen = Arc::new(Mutex::new(None));
    daemon.on_shutdown({
        let (daemon, seen) = (daemon.clone(), Arc::clone(&seen));
        async move || *seen.lock().unwrap() = Some(daemon.state())
    });
    daemon.stop().await.unwrap();
    assert_eq!(*seen.lock().unwrap(), Some(DaemonState::Stopping));
    assert_eq!(*states.borrow_and_update(), DaemonState::Stopped);
    assert_eq!(daemon.uptime(), Duration::ZERO);
}

#[tokio::test]
async fn can_be_started_again_after_a_stop() {
    let (folder, daemon) = daemon();
    for _ in 0..5 {
        daemon.start().await.unwrap();
        daemon.stop().await.unwrap();
    }
    assert!(!pid_file(&folder).exists());
}

#[tokio::test]
async fn a_second_start_is_refused_and_changes_nothing() {
    let (_folder, daemon) = daemon();
    daemon.start().await.unwrap();
    let error = daemon.start().await.unwrap_err();
    assert_eq!(
        (error.code(), error.code().as_str()),
        (DaemonErrorCode::AlreadyRunning, "ALREADY_RUNNING")
    );
    assert!(daemon.is_running());
    daemon.stop().await.unwrap();
}

#[tokio::test]
async fn a_live_process_in_the_pid_file_is_refused_and_its_file_kept() {
    let (folder, daemon) = daemon();
    let mut other = outfitter_daemon_tests::platform::sleeper().spawn().unwrap();
    std::fs::create_dir(folder.path().join("run")).unwrap();
    std::fs::write(pid_file(&folder), other.id().to_string()).unwrap();
    let error = daemon.start().await.unwrap_err();
    assert!(
        matches!(&error, DaemonError::AlreadyRunning { pid: Some(pid), .. } if *pid == i64::from(other.id()))
    );
    assert_eq!(
        std::fs::read_to_string(pid_file(&folder)).unwrap(),
        other.id().to_string()
    );
    assert_eq!(daemon.state(), DaemonState::Stopped);
    other.kill().and_then(|()| other.wait()).unwrap();
    // A crash must not keep the next daemon from starting.
    daemon.start().await.unwrap();
    daemon.stop().await.unwrap();
}

#[tokio::test]
async fn two_daemons_cannot_have_one_lock() {
    let (folder, one) = daemon();
    let other = Daemon::new(options(folder.path()));
    one.start().await.unwrap();
    let error = other.start().await.unwrap_err();
    assert_eq!(error.code(), DaemonErrorCode::AlreadyRunning);
    assert!(
        error.to_string().contains(&std::process::id().to_string()),
        "{error}"
    );
    one.stop().await.unwrap();
    other.start().await.unwrap();
    other.stop().await.unwrap();
}

#[tokio::test]
async fn a_stop_without_a_start_says_so() {
    let (_folder, daemon) = daemon();
    let error = daemon.stop().await.unwrap_err();
    assert_eq!(error.code().as_str(), "NOT_RUNNING");
    assert_eq!(error.to_string(), "`test` is not running");
}

#[tokio::test]
async fn a_pid_file_that_cannot_be_written_is_an_error_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("folder.pid");
    std::fs::create_dir(&path).unwrap();
    let daemon = Daemon::new(
        options(folder.path())
            .pid_file(&path)
            .lock_file(folder.path().join("x.lock")),
    );
    let error = daemon.start().await.unwrap_err();
    // Nothing is left of the half start, and the next one is not in its way.
    assert!(!folder.path().join("x.lock").exists());
    std::fs::remove_dir(&path).unwrap();
    daemon.start().await.unwrap();
    daemon.stop().await.unwrap();
    assert_eq!(error.code().as_str(), "PID_ERROR", "{error:?}");
}

#[tokio::test]
async fn shutdown_handlers_run_in_order_are_all_awaited_and_survive_errors() {
    let (_folder, daemon) = daemon();
    let seen = Arc::new(Mutex::new(Vec::new()));
    for n in 0..4 {
        let seen = Arc::clone(&seen);
        daemon.on_shutdown(async move || {
            for _ in 0..n {
                tokio::task::yield_now().await;
            }
            seen.lock().unwrap().push(n);
            if n % 2 == 0 { Err("even") } else { Ok(()) }
        });
    }
    daemon.start().await.unwrap();
    assert!(seen.lock().unwrap().is_empty());
    daemon.stop().await.unwrap();
    assert_eq!(*seen.lock().unwrap(), [0, 1, 2, 3]);
}

#[tokio::test]
async fn a_handler_that_takes_too_long_is_named_and_everything_is_cleaned_up() {
    let folder = tempfile::tempdir().unwrap();
    let daemon = Daemon::new(options(folder.path()).shutdown_timeout(Duration::from_millis(50)));
    daemon.on_shutdown(std::future::pending::<()>);
    daemon.start().await.unwrap();
    let error = within("the stop", daemon.stop()).await.unwrap_err();
    assert_eq!(error.code().as_str(), "SHUTDOWN_TIMEOUT");
    assert!(error.to_string().contains("tests/lifecycle.rs"), "{error}");
    assert_eq!(daemon.state(), DaemonState::Stopped);
    assert_eq!(std::fs::read_dir(folder.path().join("run")).unwrap().count(), 0);
}

#[tokio::test]
async fn many_may_stop_it_at_once() {
    let (_folder, daemon) = daemon();
    daemon.on_shutdown(async || tokio::task::yield_now().await);
    daemon.start().await.unwrap();
    let (one, other) = tokio::join!(daemon.stop(), daemon.stop());
    assert!(one.is_ok() && other.is_ok());
}
