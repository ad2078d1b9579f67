//! One at a time: what it says, and how it ends.

use std::net::{TcpListener, TcpStream};
use std::process::Command;

use crate::place::{Place, eventually, is_ok, stderr, stdout};

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
    let mut by_hand = Command::new(&command[0]).args(&command[1..]).spawn().unwrap();
    eventually("it listens", || {
        TcpStream::connect(("127.0.0.1", place.port)).is_ok()
    });
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
fn the_server_keeps_nothing_of_its_starter() {
    let place = Place::new();
    // A descriptor that a shell has open for all of its children; `output` waits for the end of both pipes.
    let mut shell = Command::new("sh");
    let starter = place.starter();
    shell
        .args(["-c", "exec 7>&1; exec \"$0\" \"$@\""])
        .arg(starter.get_program())
        .args(starter.get_args());
    shell.envs(
        starter
            .get_envs()
            .filter_map(|(variable, value)| Some((variable, value?))),
    );
    is_ok(&shell.output().unwrap());
    let pid = place.started()[0];
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    assert_eq!(fields[3], pid.to_string(), "a session of its own");
    for number in 0..3 {
        let stream = std::fs::read_link(format!("/proc/{pid}/fd/{number}")).unwrap();
        assert_eq!(stream.to_str(), Some("/dev/null"), "{number}");
    }
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
    eventually("it says that it initializes", || {
        TcpStream::connect(("127.0.0.1", place.port)).is_ok()
    });
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
    let output = command.args(["--", "sh", "-c", "exit 3"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(
        stderr(&output).contains("ended before it was ready (exit status: 3)"),
        "{output:?}"
    );
    assert_eq!(place.left(), ["server-init.lock.turn"]);
}

#[test]
fn a_program_that_cannot_be_started_is_named() {
    let place = Place::new();
    let output = place
        .program()
        .args(["--", "/no/such/server", "x"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let said = stderr(&output);
    assert!(
        said.starts_with("[server-init] Failed to start server: `/no/such/server`: No such file")
            && said.ends_with("\n[server-init] ERROR: Failed to spawn server process\n"),
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
fn without_a_command_it_starts_the_server_js_that_is_here() {
    let place = Place::new();
    let starts = place.beside("starts");
    let script = format!(
        "require('node:fs').appendFileSync({starts:?}, process.pid + '\\n');\
         if (process.cwd() !== __dirname) process.exit(1);\
         require('node:http').createServer((_, r) => r.end('{{\"status\":\"ok\"}}')).listen({}, '127.0.0.1');",
        place.port
    );
    std::fs::write(place.beside("server.js"), script).unwrap();
    is_ok(&place.program().output().unwrap());
    assert_eq!(place.started().len(), 1);
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
    command.args(["--", "sh", "-c", "exit 1"]);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(
        stderr(&output).contains("[server-init] Health check error: "),
        "{output:?}"
    );
    drop(TcpStream::connect(("127.0.0.1", place.port)));
    garbage.join().unwrap();
}
