//! What happens to a daemon while it runs: nobody comes, its files are taken away, it is to reload.

use std::io::{BufRead, BufReader, Write};

use outfitter_daemon_tests::{RunningDaemon, eventually, platform};
use serde_json::{Value, json};

pub(crate) fn watchful(variables: &[(&str, &str)]) -> RunningDaemon {
    let daemon = RunningDaemon::spawn(env!("CARGO_BIN_EXE_watchful"), "watchful", |command| {
        command.envs(variables.iter().copied());
    });
    eventually("it is running", || daemon.is_running());
    daemon
}

/// One request on a connection of its own; none if the daemon cannot be asked.
pub(crate) fn ask(daemon: &RunningDaemon, request: &str) -> Option<Value> {
    let mut stream = platform::connect_blocking(daemon.socket()).ok()?;
    let line = json!({ "id": 1, "type": "request", "payload": { "type": request } }).to_string() + "\n";
    stream.write_all(line.as_bytes()).ok()?;
    let mut answer = String::new();
    BufReader::new(stream).read_line(&mut answer).ok()?;
    serde_json::from_str(&answer).ok()
}

#[test]
fn stops_when_nobody_comes() {
    let mut daemon = watchful(&[("WATCHFUL_IDLE_MS", "200")]);
    let ended = daemon.ended();
    assert!(ended.status.success() && ended.left.is_empty(), "{ended:?}");
    assert!(ended.stderr.contains("shutdown handler"));
}

#[test]
fn an_open_connection_keeps_it_alive() {
    let mut daemon = watchful(&[("WATCHFUL_IDLE_MS", "100")]);
    let connection = platform::connect_blocking(daemon.socket()).unwrap();
    let since = std::time::Instant::now();
    eventually("far more than the idle timeout has passed", || {
        since.elapsed().as_millis() > 500
    });
    assert!(daemon.is_running());
    drop(connection);
    assert!(daemon.ended().status.success());
}

#[test]
fn a_lock_that_is_lost_ends_it_and_what_is_there_now_is_left_alone() {
    for (what, content) in [
        ("removed", None),
        ("replaced", Some("1\n")),
        ("written over", Some("1\n")),
    ] {
        let mut daemon = watchful(&[("WATCHFUL_CHECK_MS", "50")]);
        let lock = daemon.file("daemon.lock");
        if what != "written over" {
            platform::take_away(&lock);
        }
        if let Some(content) = content {
            std::fs::write(&lock, content).unwrap();
        }
        let ended = daemon.ended();
        assert_eq!(ended.status.code(), Some(70), "{what}: {ended:?}");
        assert!(
            ended.stderr.contains("the lock file is no longer ours"),
            "{what}: {ended:?}"
        );
        let left = std::fs::read_to_string(&lock).ok();
        assert_eq!(left.as_deref(), content, "{what}");
    }
}

#[test]
fn background_work_is_cancelled_or_awaited() {
    let mut daemon = watchful(&[("WATCHFUL_DOES", "tick finish")]);
    let ended = daemon.terminate();
    assert!(ended.status.success(), "{ended:?}");
    let saved = ended
        .stderr
        .find("saved")
        .expect("the work that finishes was awaited");
    assert!(
        saved < ended.stderr.find("shutdown handler").unwrap(),
        "{ended:?}"
    );
}

#[test]
fn background_work_that_does_not_end_is_named() {
    let mut daemon = watchful(&[("WATCHFUL_DOES", "never-finish")]);
    let ended = daemon.terminate();
    assert_eq!(ended.status.code(), Some(124), "{ended:?}");
    assert!(
        ended
            .stderr
            .contains("the background work `stubborn` took too long"),
        "{ended:?}"
    );
    assert!(
        ended.stderr.contains("shutdown handler") && ended.left.is_empty(),
        "{ended:?}"
    );
}

#[test]
fn a_panic_in_background_work_shows_in_the_exit_code() {
    let mut daemon = watchful(&[("WATCHFUL_DOES", "panic")]);
    assert!(ask(&daemon, "ask").is_some(), "the daemon goes on");
    let ended = daemon.terminate();
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
}

#[test]
fn a_request_that_does_not_end_is_named() {
    let mut daemon = watchful(&[]);
    let mut stream = platform::connect_blocking(daemon.socket()).unwrap();
    stream
        .write_all(b"{\"id\":1,\"type\":\"request\",\"payload\":{\"type\":\"hang\"}}\n")
        .unwrap();
    // The answer to the second shows that the first has begun.
    stream
        .write_all(b"{\"id\":2,\"type\":\"request\",\"payload\":{\"type\":\"ask\"}}\n")
        .unwrap();
    let mut answer = String::new();
    BufReader::new(&stream).read_line(&mut answer).unwrap();
    let ended = daemon.terminate();
    assert_eq!(ended.status.code(), Some(124), "{ended:?}");
    assert!(
        ended.stderr.contains("the handler hang took too long"),
        "{ended:?}"
    );
    assert!(
        ended.stderr.contains("shutdown handler") && ended.left.is_empty(),
        "{ended:?}"
    );
}
