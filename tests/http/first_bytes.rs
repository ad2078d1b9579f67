//! One socket, two languages: what the first bytes decide.

use std::io::{BufReader, Write};

use outfitter_daemon_tests::eventually;
use serde_json::json;

use super::ask::{Answer, ask, call, connect, next_line, start};

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
    let mut stream = BufReader::new(stream);
    let wrong = next_line(&mut stream);
    assert_eq!(
        (&wrong["type"], &wrong["payload"]["code"]),
        (&"error".into(), &"malformed".into())
    );
    assert_eq!(
        next_line(&mut stream),
        json!({ "id": 7, "type": "response", "payload": 5 })
    );
}

#[test]
fn http_behind_a_line_of_the_wire_is_only_a_bad_line() {
    let daemon = start();
    let mut stream = connect(&daemon);
    stream
        .write_all(b"{\"id\":1,\"type\":\"request\",\"payload\":{\"type\":\"daemon.ping\"}}\nPOST /shutdown HTTP/1.1\r\nHost: d\r\n\r\n")
        .unwrap();
    stream
        .write_all(b"{\"id\":2,\"type\":\"request\",\"payload\":{\"type\":\"daemon.ping\"}}\n")
        .unwrap();
    let mut stream = BufReader::new(stream);
    assert_eq!(next_line(&mut stream)["id"], 1);
    for _ in 0..2 {
        assert_eq!(next_line(&mut stream)["payload"]["code"], "malformed");
    }
    assert_eq!(next_line(&mut stream)["id"], 2, "a blank line has no answer");
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
