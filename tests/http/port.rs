//! The port, which every user and every web page of the machine can reach.

use std::io::{ErrorKind, Read};
use std::net::TcpStream;

use outfitter_daemon_tests::eventually;

use super::ask::{Answer, address, ask_port, bearer, start, touch};

#[test]
fn anybody_may_see_how_it_is_but_not_why() {
    let daemon = start();
    touch(&daemon, "no-database");
    let port = address(&daemon);
    let health = ask_port(port, "GET /health", &["Host: localhost:80"]);
    assert_eq!(health.status, 503);
    assert_eq!(health.json()["checks"]["database"]["healthy"], false);
    let ready = ask_port(port, "GET /readyz?verbose", &["Host: 127.0.0.1"]);
    assert!(ready.body.contains("[-]database failed\n"), "{}", ready.body);
    for answer in [&health, &ready] {
        assert!(!answer.body.contains("secret"), "{}", answer.body);
    }
    let trusted = ask_port(port, "GET /health", &["Host: localhost", &bearer(&daemon)]);
    assert_eq!(
        trusted.json()["checks"]["database"]["message"],
        "no database at secret:5432"
    );
}

#[test]
fn only_the_token_stops_it() {
    let daemon = start();
    let port = address(&daemon);
    let wrong = format!("Authorization: Bearer {}", "0".repeat(64));
    for headers in [
        &["Host: localhost"][..],
        &["Host: localhost", &wrong],
        &["Host: localhost", "Authorization: x"],
    ] {
        let answer = ask_port(port, "POST /shutdown", headers);
        assert_eq!(answer.status, 401, "{headers:?}");
        assert!(
            answer.has("www-authenticate: bearer") && answer.body.contains("daemon.http-token"),
            "{answer:?}"
        );
    }
    assert!(daemon.is_running());
}

#[test]
fn web_pages_and_foreign_names_are_refused() {
    let daemon = start();
    let port = address(&daemon);
    let token = bearer(&daemon);
    for hostile in [
        &["Host: evil.example"][..],
        &["Host: localhost.evil.example:80"],
        &[],
        &["Host: localhost", "Host: evil.example"],
        &["Host: localhost", "Origin: http://evil.example"],
        &["Host: localhost", "Origin: null"],
        &["Host: localhost", "Sec-Fetch-Site: cross-site"],
    ] {
        for what in ["GET /health", "POST /shutdown", "GET /nowhere"] {
            let headers: Vec<&str> = hostile.iter().copied().chain([token.as_str()]).collect();
            let answer = ask_port(port, what, &headers);
            assert_eq!(answer.status, 403, "{what} {hostile:?}");
            assert!(!answer.head.contains("access-control"), "{}", answer.head);
        }
    }
    let target = ask_port(port, "GET http://evil.example/health", &["Host: localhost"]);
    assert_eq!(target.status, 403);
    assert!(daemon.is_running());
}

#[test]
fn it_does_not_speak_the_wire() {
    use std::io::Write;
    let daemon = start();
    let mut stream = TcpStream::connect(address(&daemon)).unwrap();
    stream
        .write_all(b"{\"id\":1,\"type\":\"request\",\"payload\":{\"type\":\"daemon.stop\"}}\r\n\r\n")
        .unwrap();
    assert_eq!(Answer::read(stream).status, 400);
    assert!(daemon.is_running());
}

#[test]
fn one_connection_too_many_is_told_so_and_the_socket_is_not_affected() {
    let daemon = start();
    let port = address(&daemon);
    let idle: Vec<TcpStream> = (0..64).map(|_| TcpStream::connect(port).unwrap()).collect();
    let turned_away = Answer::read(TcpStream::connect(port).unwrap());
    assert_eq!(turned_away.status, 503);
    assert!(daemon.is_running());
    drop(idle);
    eventually("there is room again", || {
        let mut stream = TcpStream::connect(port).unwrap();
        // Who is served waits for what we ask.
        stream
            .set_read_timeout(Some(std::time::Duration::from_millis(50)))
            .unwrap();
        let too_late = [ErrorKind::WouldBlock, ErrorKind::TimedOut];
        stream
            .read(&mut [0])
            .is_err_and(|error| too_late.contains(&error.kind()))
    });
}
