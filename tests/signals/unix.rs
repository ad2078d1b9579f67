//! Signals, each for a process of its own.

use std::time::{Duration, Instant};

use outfitter_daemon_tests::{RunningDaemon, eventually};
use rustix::process::Signal;

fn service(main: &str) -> RunningDaemon {
    let daemon = RunningDaemon::spawn(env!("CARGO_BIN_EXE_service"), "service", |command| {
        command.env("SERVICE_MAIN", main);
    });
    eventually("its socket answers", || {
        std::os::unix::net::UnixStream::connect(daemon.socket()).is_ok()
    });
    daemon
}

fn running(main: &str) -> RunningDaemon {
    let daemon = service(main);
    eventually("it is running", || daemon.is_running());
    daemon
}

#[test]
fn sigterm_and_sigint_end_it_well() {
    for signal in [Signal::TERM, Signal::INT] {
        let mut daemon = running("");
        daemon.signal(signal);
        let ended = daemon.ended();
        assert!(ended.status.success() && ended.left.is_empty(), "{ended:?}");
    }
}

#[test]
fn a_signal_during_initialization_undoes_it() {
    let mut daemon = service("hang");
    let ended = daemon.terminate();
    assert!(ended.status.success() && ended.left.is_empty(), "{ended:?}");
}

#[test]
fn a_main_that_blocks_is_ended_at_the_deadline() {
    let marks = tempfile::tempdir().expect("a folder");
    let mark = marks.path().join("mark");
    let mut daemon = RunningDaemon::spawn(env!("CARGO_BIN_EXE_service"), "service", |command| {
        command.env("SERVICE_MAIN", "block").env("SERVICE_MARK", &mark);
    });
    eventually("`main` blocks", || mark.exists());
    let since = Instant::now();
    let ended = daemon.terminate();
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
    daemon.signal(Signal::TERM);
    eventually("it is stopping", || {
        !daemon.socket().exists() || daemon.ping().is_empty()
    });
    // Sooner would count as the same signal.
    let first = Instant::now();
    eventually("a second signal is one of its own", || {
        first.elapsed() > Duration::from_millis(320)
    });
    daemon.signal(Signal::INT);
    assert_eq!(daemon.ended().status.code(), Some(130));
}

#[test]
fn what_a_killed_daemon_leaves_does_not_keep_the_next_from_starting() {
    let mut folder = running("").kill();
    for _ in 0..3 {
        let daemon = RunningDaemon::spawn_in(folder, env!("CARGO_BIN_EXE_service"), "service", |_| {});
        eventually("it is running", || daemon.is_running());
        folder = daemon.kill();
    }
    let left: Vec<_> = std::fs::read_dir(folder.path().join("service"))
        .unwrap()
        .collect();
    assert_eq!(left.len(), 3, "lock, PID file, socket: {left:?}");
}
