//! A client that sends what it is told to, byte for byte.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};

use outfitter_daemon_tests::platform::{self, BlockingStream};
use outfitter_daemon_tests::{LIMIT, RunningDaemon, eventually};
use serde_json::{Value, json};

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_web");

/// An answer over HTTP.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn read(mut stream: impl Read) -> Self {
        let mut bytes = Vec::new();
        // A client that was turned away before it was read is told by a reset; what came before it counts.
        let read = stream.read_to_end(&mut bytes);
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) = text
            .split_once("\r\n\r\n")
            .unwrap_or_else(|| panic!("no head in {text:?}: {read:?}"));
        let status = head.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3));
        Self {
            status: status
                .unwrap_or_else(|| panic!("no status in {head:?}"))
                .parse()
                .unwrap(),
            head: head.to_ascii_lowercase(),
            body: body.to_owned(),
        }
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }

    pub(crate) fn has(&self, header: &str) -> bool {
        self.head.lines().any(|line| line == header)
    }
}

/// A daemon that is running.
pub(crate) fn start() -> RunningDaemon {
    RunningDaemon::start(PROGRAM, "web")
}

/// A daemon whose `main` or stop waits for [`go`], and which answers already.
pub(crate) fn start_held(at: &str) -> RunningDaemon {
    let daemon = RunningDaemon::spawn(PROGRAM, "web", |command| {
        command.env("WEB_HOLD", at);
    });
    let wanted = if at == "start" {
        "\"starting\""
    } else {
        "\"running\""
    };
    eventually("it answers", || daemon.ping().contains(wanted));
    daemon
}

pub(crate) fn go(daemon: &RunningDaemon) {
    touch(daemon, "go");
}

pub(crate) fn touch(daemon: &RunningDaemon, file: &str) {
    std::fs::write(daemon.dir().join(file), "").unwrap();
}

pub(crate) fn connect(daemon: &RunningDaemon) -> BlockingStream {
    platform::connect_blocking(daemon.socket()).unwrap()
}

/// Sends `request` to the socket.
pub(crate) fn raw(daemon: &RunningDaemon, request: &str) -> Answer {
    let mut stream = connect(daemon);
    stream.write_all(request.as_bytes()).unwrap();
    Answer::read(stream)
}

/// `METHOD /path` at the socket, as curl sends it for `http://d/path`.
pub(crate) fn ask(daemon: &RunningDaemon, what: &str) -> Answer {
    raw(
        daemon,
        &format!("{what} HTTP/1.1\r\nHost: d\r\nAccept: */*\r\n\r\n"),
    )
}

/// One line of the wire and its answer.
pub(crate) fn call(daemon: &RunningDaemon, payload: &Value) -> Value {
    let mut stream = connect(daemon);
    writeln!(
        stream,
        "{}",
        json!({ "id": 1, "type": "request", "payload": payload })
    )
    .unwrap();
    next_line(&mut BufReader::new(stream))
}

/// The next line of the wire.
pub(crate) fn next_line(stream: &mut impl BufRead) -> Value {
    let mut line = String::new();
    stream.read_line(&mut line).unwrap();
    serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error} in {line:?}"))
}

/// Where it serves HTTP, as `daemon.status` says.
pub(crate) fn address(daemon: &RunningDaemon) -> SocketAddr {
    let status = call(daemon, &json!({ "type": "daemon.status" }));
    status["payload"]["http"].as_str().unwrap().parse().unwrap()
}

/// `METHOD /path` at the port, with these headers.
pub(crate) fn ask_port(address: SocketAddr, what: &str, headers: &[&str]) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(LIMIT)).unwrap();
    let headers: String = headers.iter().flat_map(|header| [*header, "\r\n"]).collect();
    stream
        .write_all(format!("{what} HTTP/1.1\r\n{headers}\r\n").as_bytes())
        .unwrap();
    Answer::read(stream)
}

/// The header that says who we are.
pub(crate) fn bearer(daemon: &RunningDaemon) -> String {
    let token = std::fs::read_to_string(daemon.file("daemon.http-token")).unwrap();
    format!("Authorization: Bearer {}", token.trim_end())
}
