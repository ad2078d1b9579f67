//! What a signal does to a daemon, wherever it is in its life.

use std::time::{Duration, Instant};

use outfitter_daemon_tests::{RunningDaemon, eventually, platform as files};

use super::platform::{ENDS, LEFT, Signal, send, spawn};

/// What whoever insists on the end of a program sends at last, and how the program then ends.
const INTERRUPTED: (Signal, i32) = (Signal::INT, 128 + 2);

fn service(main: &str) -> RunningDaemon {
    let daemon = spawn("service", |command| {
        command.env("SERVICE_MAIN", main);
    });
    eventually("its socket answers", || files::is_there(&daemon.socket()));
    daemon
}

fn running(main: &str) -> RunningDaemon {
    let daemon = service(main);
    eventually("it is running", || daemon.is_running());
    daemon
}

#[test]
fn each_signal_that_ends_programs_ends_it_well() {
    for signal in ENDS {
        let mut daemon = running("");
        send(&daemon, signal);
        let ended = daemon.ended();
        assert!(ended.status.success() && ended.left.is_empty(), "{ended:?}");
    }
}

#[test]
fn a_signal_during_initialization_undoes_it() {
    let mut daemon = service("hang");
    send(&daemon, Signal::INT);
    let ended = daemon.ended();
    assert!(ended.status.success() && ended.left.is_empty(), "{ended:?}");
}

#[test]
fn a_main_that_blocks_is_ended_at_the_deadline() {
    let marks = tempfile::tempdir().expect("a folder");
    let mark = marks.path().join("mark");
    let mut daemon = spawn("service", |command| {
        command.env("SERVICE_MAIN", "block").env("SERVICE_MARK", &mark);
    });
    eventually("`main` blocks", || mark.exists());
    let since = Instant::now();
    send(&daemon, Signal::INT);
    let ended = daemon.ended();
    assert_eq!(ended.status.code(), Some(124), "{ended:?}");
    assert!(ended.stderr.contains("forced to exit after 1s"), "{ended:?}");
    assert!(since.elapsed() < Duration::from_secs(3), "{:?}", since.elapsed());
    assert!(ended.left.is_empty(), "{ended:?}");
}

#[test]
fn a_shutdown_handler_that_hangs_is_named() {
    let mut daemon = running("stuck handler");
    let ended = daemon.terminate();
    assert_eq!(ended.status.code(), Some(124), "{ended:?}");
    assert!(
        ended
            .stderr
            .replace('\\', "/")
            .contains("the shutdown handler at tests/programs/service/main.rs:"),
        "{ended:?}"
    );
    assert!(ended.left.is_empty(), "{ended:?}");
}

#[test]
fn a_shutdown_handler_that_fails_shows_in_the_exit_code() {
    let mut daemon = running("failing handler");
    let ended = daemon.terminate();
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    assert!(ended.left.is_empty(), "{ended:?}");
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let mut daemon = running("stuck handler");
    send(&daemon, Signal::INT);
    eventually("it is stopping", || !daemon.is_running());
    // Sooner would count as the same signal.
    let first = Instant::now();
    eventually("a second signal is one of its own", || {
        first.elapsed() > Duration::from_millis(320)
    });
    let (again, code) = INTERRUPTED;
    send(&daemon, again);
    assert_eq!(daemon.ended().status.code(), Some(code));
}

#[test]
fn what_a_killed_daemon_leaves_does_not_keep_the_next_from_starting() {
    let program = env!("CARGO_BIN_EXE_service");
    let mut folder = RunningDaemon::start(program, "service").kill();
    for _ in 0..3 {
        folder = RunningDaemon::start_in(folder, program, "service").kill();
    }
    let left = std::fs::read_dir(files::dir_of(folder.path(), "service")).expect("its directory");
    let left: Vec<_> = left
        .map(|file| file.expect("a file").file_name().to_string_lossy().into_owned())
        .filter(|file| files::is_its_own("service", file))
        .collect();
    assert_eq!(left.len(), LEFT, "{left:?}");
}
