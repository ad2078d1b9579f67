//! One socket, two languages: what the first bytes decide.

use std::io::{Read, Write};

use outfitter_daemon_tests::eventually;
use serde_json::{Value, json};

use super::ask::{Answer, ask, call, connect, start};

#[test]
fn first_bytes_that_come_one_by_one_are_http_all_the_same() {
    let daemon = start();
    let mut stream = connect(&daemon);
    for byte in b"GET /livez HTTP/1.1\r\nHost: d\r\n\r\n" {
        stream.write_all(&[*byte]).unwrap();
        // An answer on another connection: the byte has been seen by then, or soon is.
        assert!(daemon.is_running());
    }
    assert_eq!(Answer::read(stream).status, 200);
}

#[test]
fn what_only_begins_like_http_is_a_line_of_the_wire() {
    let daemon = start();
    let mut stream = connect(&daemon);
    stream.write_all(b"GE").unwrap();
    assert!(daemon.is_running());
    stream
        .write_all(b"T\n{\"id\":7,\"type\":\"request\",\"payload\":{\"type\":\"add\",\"a\":2,\"b\":3}}\n")
        .unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let mut lines = String::new();
    stream.read_to_string(&mut lines).unwrap();
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        (&lines[0]["type"], &lines[0]["payload"]["code"]),
        (&"error".into(), &"malformed".into())
    );
    assert_eq!(lines[1], json!({ "id": 7, "type": "response", "payload": 5 }));
}

#[test]
fn half_a_method_and_then_the_end_is_answered_and_closed() {
    let daemon = start();
    let mut stream = connect(&daemon);
    stream.write_all(b"POST").unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    assert!(daemon.is_running());
}

#[test]
fn http_behind_a_line_of_the_wire_is_only_a_bad_line() {
    let daemon = start();
    let mut stream = connect(&daemon);
    stream
        .write_all(b"{\"id\":1,\"type\":\"request\",\"payload\":{\"type\":\"daemon.ping\"}}\nPOST /shutdown HTTP/1.1\r\nHost: d\r\n\r\n")
        .unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let mut lines = String::new();
    stream.read_to_string(&mut lines).unwrap();
    assert!(
        lines.lines().skip(1).all(|line| line.contains("\"malformed\"")),
        "{lines}"
    );
    assert_eq!(lines.lines().count(), 3, "a blank line has no answer: {lines}");
    assert!(daemon.is_running());
}

#[test]
fn a_second_request_on_a_connection_is_not_read() {
    let daemon = start();
    let mut stream = connect(&daemon);
    let one = "GET /livez HTTP/1.1\r\nHost: d\r\n\r\n";
    stream
        .write_all(format!("{one}POST /shutdown HTTP/1.1\r\nHost: d\r\n\r\n").as_bytes())
        .unwrap();
    let answer = Answer::read(stream);
    assert_eq!((answer.status, answer.body.as_str()), (200, "ok\n"));
    assert!(answer.has("connection: close"), "{}", answer.head);
    assert!(daemon.is_running());
}

#[test]
fn both_are_spoken_side_by_side() {
    let daemon = start();
    std::thread::scope(|scope| {
        for number in 0..8_u8 {
            let daemon = &daemon;
            scope.spawn(move || {
                for _ in 0..20 {
                    assert_eq!(ask(daemon, "GET /livez").status, 200);
                    let sum = call(daemon, &json!({ "type": "add", "a": number, "b": 1 }));
                    assert_eq!(sum["payload"], number + 1);
                }
            });
        }
    });
}

#[test]
fn a_client_that_says_nothing_or_half_a_head_does_not_hold_up_a_stop() {
    let mut daemon = start();
    let (silent, mut half) = (connect(&daemon), connect(&daemon));
    half.write_all(b"GET /health HTTP/1.1\r\n").unwrap();
    let mut method = connect(&daemon);
    method.write_all(b"GE").unwrap();
    eventually("all are accepted", || {
        ask(&daemon, "GET /metrics")
            .body
            .contains("outfitter_daemon_connections 4\n")
    });
    let ended = daemon.terminate();
    assert_eq!(ended.status.code(), Some(0), "{}", ended.stderr);
    drop((silent, half, method));
}
