//! The published client talks to a daemon that is written with our attributes.

use outfitter_daemon_tests::RunningDaemon;
use serde_json::{Value, json};

use crate::peer::Peer;
use crate::{DAEMON, LARGE};

/// A running daemon and a connected client.
fn pair() -> (RunningDaemon, Peer) {
    let daemon = RunningDaemon::start(DAEMON.0, DAEMON.1);
    let mut client = Peer::start("client.ts", daemon.base());
    client.get("connect");
    (daemon, client)
}

#[test]
fn asks_the_two_requests_of_the_quick_start() {
    let (_daemon, mut client) = pair();
    let status = client.ask("send", json!({ "type": "status" })).unwrap();
    assert_eq!(status["status"], "ok");
    assert!(status["uptime"].is_u64(), "{status}");
    let pong = client.ask("send", json!({ "type": "ping" })).unwrap();
    assert_eq!(pong, json!({ "pong": true }));
}

#[test]
fn a_reply_without_a_value_resolves_its_promise_with_null() {
    let (_daemon, mut client) = pair();
    assert_eq!(client.ask("send", json!({ "type": "release" })), Ok(Value::Null));
}

#[test]
fn the_error_of_a_handler_rejects_its_promise_with_the_text() {
    let (_daemon, mut client) = pair();
    let (a, b) = (i32::MAX, 1);
    let error = client
        .ask("send", json!({ "type": "add", "a": a, "b": b }))
        .unwrap_err();
    assert_eq!(error, "the sum of 2147483647 and 1 is too large");
    assert_eq!(
        client.ask("send", json!({ "type": "add", "a": 2, "b": b })),
        Ok(json!(3))
    );
}

#[test]
fn a_request_that_nobody_knows_rejects_its_promise() {
    let (_daemon, mut client) = pair();
    let error = client.ask("send", json!({ "type": "statsu" })).unwrap_err();
    assert_eq!(error, "unknown request \"statsu\"; did you mean \"status\"?");
    let error = client.ask("send", json!("status")).unwrap_err();
    assert!(error.starts_with("the payload names no request"), "{error}");
    // The peer sends no payload at all for `undefined`.
    let error = client.ask("sendNothing", Value::Null).unwrap_err();
    assert!(error.starts_with("the payload names no request"), "{error}");
}

#[test]
fn replies_may_come_in_another_order_than_requests() {
    let (_daemon, mut client) = pair();
    let messages = json!([{ "type": "hold" }, { "type": "ping" }, { "type": "release" }]);
    let outcomes = client.ask("sendAll", messages).unwrap();
    let order: Vec<_> = outcomes
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["index"])
        .collect();
    assert_eq!(order, [1, 2, 0], "{outcomes}");
}

#[test]
fn large_messages_go_both_ways() {
    let (_daemon, mut client) = pair();
    let text = "0123456789abcdef".repeat(LARGE / 16);
    let echoed = client
        .ask("send", json!({ "type": "echo", "text": text }))
        .unwrap();
    assert!(
        echoed == text,
        "{} of {LARGE} bytes",
        echoed.as_str().map_or(0, str::len)
    );
}

#[test]
fn many_requests_at_once_each_get_their_own_reply() {
    let (_daemon, mut client) = pair();
    let messages: Value = (0..200)
        .map(|n| json!({ "type": "add", "a": n, "b": 1000 }))
        .collect();
    let outcomes = client.ask("sendAll", messages).unwrap();
    let outcomes = outcomes.as_array().unwrap();
    assert_eq!(outcomes.len(), 200);
    for outcome in outcomes {
        assert_eq!(outcome["reply"], outcome["index"].as_u64().unwrap() + 1000);
    }
}

#[test]
fn connects_again_after_closing() {
    let (_daemon, mut client) = pair();
    client.get("close");
    let error = client.ask("send", json!({ "type": "ping" })).unwrap_err();
    assert_eq!(error, "Not connected to server");
    client.get("connect");
    assert!(client.ask("send", json!({ "type": "ping" })).is_ok());
}

#[test]
fn a_daemon_that_is_killed_rejects_what_is_under_way_and_its_successor_answers() {
    let (daemon, mut client) = pair();
    client.ask("begin", json!({ "type": "hold" })).unwrap();
    // Answered after the daemon has read the other.
    client.ask("send", json!({ "type": "ping" })).unwrap();
    let folder = daemon.kill();
    assert_eq!(client.ask("finish", ()), Err("Connection closed".to_owned()));
    let _successor = RunningDaemon::start_in(folder, DAEMON.0, DAEMON.1);
    client.get("connect");
    assert!(client.ask("send", json!({ "type": "ping" })).is_ok());
}

#[test]
fn text_beyond_ascii_arrives_as_it_was() {
    let (_daemon, mut client) = pair();
    for text in ["snö", "日本語", "\u{1F980} \u{0} \u{2028} \" \\ \n", "e\u{301}"] {
        assert_eq!(
            client.ask("send", json!({ "type": "echo", "text": text })),
            Ok(json!(text))
        );
    }
}
