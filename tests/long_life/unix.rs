//! Signals, and sockets that are files.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;

use outfitter_daemon_tests::{RunningDaemon, eventually};
use rustix::process::Signal;
use serde_json::Value;

use super::life::{ask, watchful};

/// A client that comes at the very moment at which the daemon gives up waiting: each connection is either
/// refused, or its request is answered. `IDLE_CONNECTS` says how often; 10,000 take two minutes.
#[test]
fn no_request_is_lost_at_the_idle_boundary() {
    const IDLE: u64 = 3_000;
    let wanted = std::env::var("IDLE_CONNECTS").map_or(300, |count| count.parse().unwrap());
    let (mut connects, mut answered, mut refused) = (0_u64, 0, 0);
    while connects < wanted {
        let mut daemon = RunningDaemon::spawn(env!("CARGO_BIN_EXE_watchful"), "watchful", |command| {
            command.env("WATCHFUL_IDLE_MS", (IDLE / 1000).to_string());
        });
        eventually("it listens", || daemon.socket().exists() || daemon.has_ended());
        while !daemon.has_ended() && connects < wanted {
            connects += 1;
            match client_once(&daemon) {
                Once::Refused => refused += 1,
                Once::Answered(reply) => {
                    let kind = &reply["payload"]["code"];
                    let told = kind == "shutting_down" || kind == "initializing";
                    assert!(told || reply["type"] == "response", "{reply}");
                    answered += 1;
                }
            }
            // A little less to a little more than the idle timeout, and the time that its timer is late by.
            spin(IDLE - 500 + connects * 37 % 2500);
        }
        if connects < wanted {
            assert!(daemon.ended().status.success());
        }
    }
    assert!(
        answered > 0 && refused > 0,
        "both sides of the boundary: {answered} and {refused}"
    );
}

enum Once {
    /// Nothing was taken, which the client knows.
    Refused,
    Answered(Value),
}

fn client_once(daemon: &RunningDaemon) -> Once {
    let Ok(mut stream) = UnixStream::connect(daemon.socket()) else {
        return Once::Refused;
    };
    if stream
        .write_all(b"{\"id\":1,\"type\":\"request\",\"payload\":{\"type\":\"ask\"}}\n")
        .is_err()
    {
        return Once::Refused;
    }
    let mut answer = String::new();
    let read = BufReader::new(stream).read_line(&mut answer);
    assert!(
        read.is_ok_and(|bytes| bytes > 0),
        "a request was taken and not answered"
    );
    Once::Answered(serde_json::from_str(&answer).unwrap())
}

/// Lets some microseconds pass without giving the processor away, to meet the boundary at many places.
fn spin(microseconds: u64) {
    let since = std::time::Instant::now();
    while since.elapsed().as_micros() < u128::from(microseconds) {
        std::hint::spin_loop();
    }
}

#[test]
fn a_socket_that_was_removed_is_bound_again() {
    let mut daemon = watchful(&[("WATCHFUL_CHECK_MS", "50")]);
    let old = UnixStream::connect(daemon.socket()).unwrap();
    for _ in 0..3 {
        std::fs::remove_file(daemon.socket()).unwrap();
        eventually("it can be asked again", || ask(&daemon, "ask").is_some());
    }
    // Whoever was connected still is.
    let mut old = BufReader::new(old);
    old.get_mut()
        .write_all(b"{\"id\":2,\"type\":\"request\",\"payload\":{\"type\":\"ask\"}}\n")
        .unwrap();
    let mut answer = String::new();
    old.read_line(&mut answer).unwrap();
    assert!(answer.contains("\"id\":2"), "{answer}");
    let ended = daemon.terminate();
    assert!(ended.status.success() && ended.left.is_empty(), "{ended:?}");
}

#[test]
fn something_else_at_the_sockets_place_ends_it_and_stays() {
    let mut daemon = watchful(&[("WATCHFUL_CHECK_MS", "50")]);
    std::fs::remove_file(daemon.socket()).unwrap();
    std::fs::write(daemon.socket(), "precious").unwrap();
    let ended = daemon.ended();
    assert_eq!(ended.status.code(), Some(70), "{ended:?}");
    assert_eq!(std::fs::read_to_string(daemon.socket()).unwrap(), "precious");
}

#[test]
fn a_hang_up_reloads_if_there_is_a_handler() {
    let mut daemon = watchful(&[("WATCHFUL_DOES", "reload")]);
    for reloads in 1..=3 {
        daemon.signal(Signal::HUP);
        eventually("it has reloaded", || {
            ask(&daemon, "ask").is_some_and(|reply| reply["payload"]["reloads"] == reloads)
        });
    }
    assert!(daemon.terminate().status.success());
}

#[test]
fn a_hang_up_without_a_handler_ends_a_daemon_in_a_terminal_in_good_order() {
    let mut daemon = watchful(&[]);
    daemon.signal(Signal::HUP);
    let ended = daemon.ended();
    assert!(ended.status.success() && ended.left.is_empty(), "{ended:?}");
}
