//! Addresses that cannot be had, and the environment that names others.

use std::net::TcpListener;

use outfitter_daemon_tests::RunningDaemon;

use super::ask::{PROGRAM, address, ask_port};

/// What it says, and the exit code, if it is to serve HTTP at `address`.
fn refusal(address: &str) -> (String, Option<i32>) {
    let mut daemon = RunningDaemon::spawn(PROGRAM, "web", |command| {
        command.env("WEB_HTTP", address);
    });
    let ended = daemon.ended();
    assert_eq!(ended.left, [""; 0]);
    (ended.stderr, ended.status.code())
}

#[test]
fn a_port_that_is_taken_is_a_clear_error() {
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = other.local_addr().unwrap().to_string();
    let (said, code) = refusal(&taken);
    assert_eq!(code, Some(71), "{said}");
    assert!(
        said.contains(&format!("cannot listen on {taken} for HTTP")),
        "{said}"
    );
    assert!(
        said.contains("set `WEB_HTTP` to another address, or to `off`"),
        "{said}"
    );
}

#[test]
fn an_address_that_others_can_reach_is_refused() {
    let (said, code) = refusal("0.0.0.0:1987");
    assert_eq!(code, Some(78), "{said}");
    assert!(
        said.contains("`WEB_HTTP` is `0.0.0.0:1987`, which other machines can reach"),
        "{said}"
    );
}

#[test]
fn what_is_no_address_is_refused() {
    for wrong in ["1987", "localhost", "evil.example:80", "127.0.0.1:99999"] {
        let (said, code) = refusal(wrong);
        assert_eq!(code, Some(78), "{said}");
        assert!(
            said.contains(&format!("`WEB_HTTP` is `{wrong}`, which is no address")),
            "{said}"
        );
    }
}

#[test]
fn the_environment_can_turn_it_off_or_name_the_token() {
    let off = RunningDaemon::spawn(PROGRAM, "web", |command| {
        command.env("WEB_HTTP", "off");
    });
    outfitter_daemon_tests::eventually("it is running", || off.is_running());
    assert!(!off.file("daemon.http-token").exists());
    let secret = "a-secret-of-the-operator";
    let mut named = RunningDaemon::spawn(PROGRAM, "web", |command| {
        command.env("WEB_HTTP_TOKEN", secret);
    });
    outfitter_daemon_tests::eventually("it is running", || named.is_running());
    assert!(!named.file("daemon.http-token").exists());
    let claim = format!("Authorization: Bearer {secret}");
    let answer = ask_port(address(&named), "POST /shutdown", &["Host: localhost", &claim]);
    assert_eq!(answer.status, 202);
    let ended = named.ended();
    assert_eq!(ended.status.code(), Some(0));
    assert!(ended.stderr.contains(", http://127.0.0.1:"), "{}", ended.stderr);
    assert!(!ended.stderr.contains(secret));
}
