//! The server that is started: this very program, asked for the one test that is none.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::time::Duration;

/// What its argument begins with; the harness takes that for the name of another test, and finds none.
const ORDER: &str = "serve:";
/// The place of the port of a server that does not even listen.
const NOT_AT_ALL: &str = "-";

/// The command of a server that notes its PID in the file `starts`, says `initializing` to so many questions, and then
/// `status`.
pub(crate) fn command(starts: &Path, port: u16, answers: &str, status: &str) -> Vec<String> {
    with_order(&format!("{port}:{answers}:{status}:{}", starts.display()))
}

/// The command of one that notes its PID and then does nothing.
pub(crate) fn silent(starts: &Path) -> Vec<String> {
    with_order(&format!("{NOT_AT_ALL}:0::{}", starts.display()))
}

fn with_order(order: &str) -> Vec<String> {
    let program = std::env::current_exe()
        .unwrap()
        .into_os_string()
        .into_string()
        .unwrap();
    let test = concat!(module_path!(), "::serves");
    let test = test.split_once("::").unwrap().1;
    vec![
        program,
        "--ignored".into(),
        "--exact".into(),
        test.into(),
        format!("{ORDER}{order}"),
    ]
}

#[test]
#[ignore = "it is the server of the others"]
fn serves() {
    let order = std::env::args().find_map(|argument| argument.strip_prefix(ORDER).map(str::to_owned));
    // Whoever wants all tests that are ignored wants no server.
    let Some(order) = order else { return };
    let [port, answers, status, starts] = order.splitn(4, ':').collect::<Vec<_>>().try_into().unwrap();
    let mut starts = std::fs::File::options()
        .create(true)
        .append(true)
        .open(starts)
        .unwrap();
    starts
        .write_all(format!("{}\n", std::process::id()).as_bytes())
        .unwrap();
    if port == NOT_AT_ALL {
        std::thread::sleep(Duration::from_mins(10));
        return;
    }
    let mut left: u32 = answers.parse().unwrap();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port.parse().unwrap())).unwrap();
    for connection in listener.incoming() {
        let says = if left > 0 { "initializing" } else { status };
        // Who only looks whether somebody listens asks nothing.
        if answer(connection.unwrap(), says).is_some() {
            left = left.saturating_sub(1);
        }
    }
}

/// Reads one request and answers it; none if there was no such thing.
fn answer(mut connection: TcpStream, status: &str) -> Option<()> {
    let mut request = BufReader::new(connection.try_clone().ok()?).lines();
    let first = request.next()?.ok()?;
    while !request.next()?.ok()?.is_empty() {}
    let (code, body) = match first.split(' ').nth(1)? {
        "/health" => ("200 OK", format!("{{\"status\":\"{status}\"}}")),
        _ => ("404 Not Found", String::new()),
    };
    let head = format!(
        "HTTP/1.1 {code}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    connection.write_all((head + &body).as_bytes()).ok()
}
