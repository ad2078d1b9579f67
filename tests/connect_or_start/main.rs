//! A client that starts the daemon it needs.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

#[cfg(windows)]
mod not_on_windows;
#[cfg(unix)]
mod unix;

use std::path::Path;
use std::process::{Command, Output};

use outfitter_daemon_tests::{eventually, platform};
use tempfile::TempDir;

fn run(folder: &Path, prepare: impl FnOnce(&mut Command)) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_starter"));
    command.envs(platform::surroundings(folder, "service"));
    prepare(&mut command);
    command.output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Ends the daemon of the folder and waits for its end.
fn stop(folder: &TempDir) {
    let stopped = run(folder.path(), |command| {
        command.arg("stop");
    });
    assert!(stopped.status.success(), "{stopped:?}");
    let start = platform::file_of(folder.path(), "service", "daemon.start");
    eventually(
        "nothing is left of it but what the next one is started by",
        || files(folder) == [start.file_name().unwrap().to_str().unwrap()],
    );
}

fn files(folder: &TempDir) -> Vec<String> {
    let files = std::fs::read_dir(platform::dir_of(folder.path(), "service"))
        .into_iter()
        .flatten();
    let mut files: Vec<String> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|file| platform::is_its_own("service", file))
        .collect();
    files.sort_unstable();
    files
}

#[test]
fn starts_it_once_and_uses_it_from_then_on() {
    let folder = tempfile::tempdir().unwrap();
    let first = run(folder.path(), |_| {});
    assert!(first.status.success(), "{first:?}");
    let second = run(folder.path(), |_| {});
    // Both had their answer from one process.
    assert_eq!(stdout(&first), stdout(&second));
    assert!(!stdout(&first).is_empty());
    stop(&folder);
}

#[test]
fn ten_at_once_get_one_daemon() {
    let folder = tempfile::tempdir().unwrap();
    let answers: Vec<String> = std::thread::scope(|scope| {
        let starters: Vec<_> = (0..10)
            .map(|_| scope.spawn(|| run(folder.path(), |_| {})))
            .collect();
        starters
            .into_iter()
            .map(|starter| stdout(&starter.join().unwrap()))
            .collect()
    });
    assert!(
        answers
            .iter()
            .all(|answer| !answer.is_empty() && *answer == answers[0]),
        "{answers:?}"
    );
    stop(&folder);
}

#[test]
fn a_daemon_that_fails_to_start_is_reported_at_once_with_the_reason() {
    for (main, reason) in [
        ("fail", "the database is locked"),
        ("panic", "the roof is on fire"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let output = run(folder.path(), |command| {
            command.env("SERVICE_MAIN", main);
        });
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && stderr.contains(reason), "{output:?}");
    }
}

#[test]
fn a_program_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), |command| {
        command.arg("connect").arg("no-such-daemon");
    });
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(
        stderr.contains("no program `no-such-daemon` to start") && stderr.contains("NO_SUCH_DAEMON_PROGRAM"),
        "{stderr}"
    );
}

#[test]
fn a_program_that_is_no_daemon_is_reported_with_status_and_log() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), |command| {
        command.env("SERVICE_PROGRAM", env!("CARGO_BIN_EXE_pretender"));
    });
    let stderr = String::from_utf8_lossy(&output.stderr);
    // `exit status` or `exit code`.
    assert!(
        stderr.contains(": 3") && stderr.contains(platform::heard("I am no daemon")),
        "{stderr}"
    );
}
