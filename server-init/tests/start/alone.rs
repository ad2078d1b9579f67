//! One at a time: what it says, and how it ends.

use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};

use crate::place::{Place, eventually, is_ok, stderr, stdout};
use crate::platform;

#[test]
fn starts_the_server_once_and_finds_it_from_then_on() {
    let place = Place::new();
    let first = place.starter().output().unwrap();
    is_ok(&first);
    let pid = place.started()[0];
    assert_eq!(
        stdout(&first),
        format!(
            "[server-init] Server not running, starting...\n\
             [server-init] Started server process (pid: {pid})\n\
             [server-init] Server initializing...\n\
             [server-init] Server initializing...\n\
             ok\n"
        )
    );
    assert_eq!(place.left(), ["server-init.lock.turn"]);
    let second = place.starter().output().unwrap();
    is_ok(&second);
    assert_eq!(stdout(&second), "ok\n");
    assert_eq!(place.started().len(), 1);
}

#[test]
fn a_server_that_initializes_is_waited_for_without_a_lock() {
    let place = Place::new();
    let command = place.server_that_says("3", "ok");
    let mut by_hand = Command::new(&command[0])
        .args(&command[1..])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    eventually("it listens", || place.is_served());
    let output = place.starter().output().unwrap();
    is_ok(&output);
    assert!(
        stdout(&output).starts_with("[server-init] Server is initializing, waiting...\n"),
        "{output:?}"
    );
    assert!(!place.lock().parent().unwrap().exists());
    by_hand.kill().unwrap();
    by_hand.wait().unwrap();
}

#[test]
fn a_server_that_never_gets_ready_is_an_error() {
    for (status, expected) in [
        ("initializing", "ERROR: Server failed to start within timeout"),
        ("broken", "ERROR: Server failed to start within timeout"),
    ] {
        let place = Place::new();
        let mut command = place.program();
        command
            .args(["--timeout", "700ms", "--"])
            .args(place.server_that_says("0", status));
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert_eq!(stderr(&output), format!("[server-init] {expected}\n"));
        assert_eq!(place.left(), ["server-init.lock.turn"]);
    }
    let place = Place::new();
    let mut command = place.program();
    command
        .args(["--timeout", "700ms", "--"])
        .args(place.server_that_says("9999", "ok"));
    let first = command.spawn().unwrap();
    eventually("it says that it initializes", || place.is_served());
    let mut second = place.program();
    let output = second.args(["--timeout", "700ms"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(
        stderr(&output),
        "[server-init] ERROR: Server stuck in initializing state\n"
    );
    assert_eq!(first.wait_with_output().unwrap().status.code(), Some(1));
}

#[test]
fn a_server_that_ends_is_reported_at_once() {
    let place = Place::new();
    let mut command = place.program();
    let output = command.arg("--").args(platform::ends_with(3)).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(
        stderr(&output).contains("ended before it was ready (exit ") && stderr(&output).contains(": 3)"),
        "{output:?}"
    );
    assert_eq!(place.left(), ["server-init.lock.turn"]);
}

#[test]
fn a_program_that_cannot_be_started_is_named() {
    let place = Place::new();
    let (program, why) = platform::NO_PROGRAM;
    let output = place.program().args(["--", program, "x"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let said = stderr(&output);
    assert!(
        said.starts_with(&format!(
            "[server-init] Failed to start server: `{program}`: {why}"
        )) && said.ends_with("\n[server-init] ERROR: Failed to spawn server process\n"),
        "{said}"
    );
    let output = place.program().output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(
        stderr(&output).contains("there is no `server.js` in"),
        "{output:?}"
    );
}

#[test]
fn a_value_that_makes_no_sense_is_named() {
    let place = Place::new();
    for (variable, value) in [("OCTOCODE_PORT", "web"), ("OCTOCODE_INIT_TIMEOUT", "1s")] {
        let output = place.starter().env(variable, value).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let said = stderr(&output);
        assert!(
            said.starts_with("[server-init] ERROR: ") && said.contains(variable) && said.contains(value),
            "{said}"
        );
    }
    let output = place.program().args(["--timeout", "soon"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(stderr(&output).contains("500ms, 30s, 2m"), "{output:?}");
    assert!(!place.lock().parent().unwrap().exists());
}

#[test]
fn what_answers_something_else_is_told_and_no_server() {
    let place = Place::new();
    let listener = TcpListener::bind(("127.0.0.1", place.port)).unwrap();
    let garbage = std::thread::spawn(move || {
        use std::io::{Read, Write};
        for connection in listener.incoming().take(2) {
            let mut connection = connection.unwrap();
            let _ = connection.read(&mut [0; 1024]);
            connection.write_all(b"SSH-2.0-OpenSSH_9.2\r\n").unwrap();
        }
    });
    let mut command = place.program();
    command.arg("--").args(platform::ends_with(1));
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(
        stderr(&output).contains("[server-init] Health check error: "),
        "{output:?}"
    );
    drop(TcpStream::connect(("127.0.0.1", place.port)));
    garbage.join().unwrap();
}
