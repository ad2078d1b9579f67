//! HTTP through a daemon's life: while it starts, while it stops, and as what stops it.

use outfitter_daemon_tests::eventually;

use outfitter_daemon_tests::platform::left_beside;

use super::ask::{address, ask, ask_port, bearer, go, start, start_held};

const LOCAL: &str = "Host: localhost";

#[test]
fn while_it_starts_it_is_initializing_and_not_ready() {
    let daemon = start_held("start");
    let port = address(&daemon);
    for answer in [
        ask(&daemon, "GET /health"),
        ask_port(port, "GET /health", &[LOCAL]),
    ] {
        assert_eq!(
            (answer.status, &answer.json()["status"]),
            (200, &"initializing".into())
        );
    }
    for answer in [
        ask(&daemon, "GET /readyz"),
        ask_port(port, "GET /readyz", &[LOCAL]),
    ] {
        assert_eq!((answer.status, answer.body.as_str()), (503, "initializing\n"));
    }
    assert_eq!(ask(&daemon, "GET /livez").status, 200);
    go(&daemon);
    eventually("it is ready", || ask(&daemon, "GET /readyz").status == 200);
}

#[test]
fn while_it_stops_it_is_stopping_and_not_ready_until_the_last_handler_is_done() {
    let mut daemon = start_held("stop");
    let port = address(&daemon);
    assert_eq!(ask_port(port, "GET /readyz", &[LOCAL]).status, 200);
    daemon.ask_to_end();
    eventually("it is not ready any more", || {
        ask_port(port, "GET /readyz", &[LOCAL]).status == 503
    });
    assert_eq!(ask_port(port, "GET /readyz", &[LOCAL]).body, "stopping\n");
    let health = ask_port(port, "GET /health", &[LOCAL]);
    assert_eq!(
        (health.status, &health.json()["status"]),
        (503, &"stopping".into())
    );
    assert_eq!(ask_port(port, "GET /livez", &[LOCAL]).status, 200);
    go(&daemon);
    let ended = daemon.ended();
    assert_eq!(ended.status.code(), Some(0), "{}", ended.stderr);
    assert_eq!(ended.left, left_beside(&["go"]));
}

#[test]
fn a_shutdown_over_http_is_answered_and_ends_it_well() {
    let mut daemon = start();
    let answer = ask(&daemon, "POST /shutdown");
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (202, "{\"stopping\":true}\n")
    );
    let ended = daemon.ended();
    assert_eq!(ended.status.code(), Some(0), "{}", ended.stderr);
    assert_eq!(ended.left, [""; 0], "the token's file too");
}

#[test]
fn a_shutdown_on_the_port_ends_it_well_too() {
    let mut daemon = start();
    let answer = ask_port(address(&daemon), "POST /shutdown", &[LOCAL, &bearer(&daemon)]);
    assert_eq!(answer.status, 202);
    assert_eq!(daemon.ended().status.code(), Some(0));
}

#[test]
fn a_shutdown_while_it_starts_undoes_the_start() {
    let mut daemon = start_held("start");
    assert_eq!(ask(&daemon, "POST /shutdown").status, 202);
    let ended = daemon.ended();
    assert_eq!((ended.status.code(), ended.left), (Some(0), Vec::new()));
}
