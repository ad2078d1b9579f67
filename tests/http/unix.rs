//! What only Unix has: a connection that is closed in one direction, permissions, and curl for sockets.

use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;

use super::ask::{connect, start};

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
fn the_token_is_for_its_owner_alone() {
    let daemon = start();
    let token = std::fs::metadata(daemon.file("daemon.http-token")).unwrap();
    assert_eq!(token.permissions().mode() & 0o777, 0o600);
}

#[test]
fn curl_reads_it_too_where_there_is_a_curl() {
    let daemon = start();
    let mut curl = std::process::Command::new("curl");
    curl.args(["--silent", "--show-error", "--max-time", "20", "--unix-socket"])
        .arg(daemon.socket());
    let Ok(output) = curl.arg("http://d/health").output() else {
        return;
    };
    assert!(output.status.success(), "{output:?}");
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.contains(r#""status":"ok""#), "{printed}");
}
