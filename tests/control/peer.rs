//! A daemon that knows nothing of our requests, as the TypeScript package's.

use std::io::{BufRead, BufReader, Write};
use std::process::Child;

use outfitter_daemon_tests::controlled::Controlled;
use outfitter_daemon_tests::eventually;
use outfitter_daemon_tests::platform::{self, Server};

use crate::controlled;

/// A process that answers every line with an error.
fn start() -> (Controlled, Child) {
    let program = controlled();
    std::fs::create_dir_all(program.dir("controlled")).unwrap();
    let mut listener = Server::bind(program.socket("controlled")).unwrap();
    let process = platform::sleeper().spawn().unwrap();
    std::fs::write(
        program.file("controlled", "daemon.lock"),
        process.id().to_string(),
    )
    .unwrap();
    std::thread::spawn(move || {
        while let Ok(stream) = listener.accept() {
            std::thread::spawn(move || {
                let (mut stream, mut line) = (BufReader::new(stream), String::new());
                while stream.read_line(&mut line).is_ok_and(|bytes| bytes > 0) {
                    let request: serde_json::Value = serde_json::from_str(&line).unwrap();
                    let payload = serde_json::json!({ "message": "Unknown message" });
                    let reply =
                        serde_json::json!({ "id": request["id"], "type": "error", "payload": payload });
                    line.clear();
                    if writeln!(stream.get_mut(), "{reply}").is_err() {
                        return;
                    }
                }
            });
        }
    });
    (program, process)
}

#[test]
fn is_running_and_is_told_by_a_signal_where_there_are_some_or_killed() {
    let (program, mut process) = start();
    let status = program.json(&["status"]);
    assert_eq!(
        (&status["state"], &status["pid"]),
        (&"running".into(), &process.id().into())
    );
    let health = program.run(&["health"]);
    assert_eq!(health.code, 1);
    assert!(health.stderr.contains("Unknown message"), "{health:?}");
    // It is our child, and stays until somebody has asked how it ended.
    let waiter = std::thread::spawn(move || {
        eventually("it has ended", || process.try_wait().unwrap().is_some());
        process.wait().unwrap()
    });
    let stopped = program.json(platform::STOPS_A_STRANGER_BY.0);
    assert_eq!(stopped["by"], platform::STOPS_A_STRANGER_BY.1, "{stopped}");
    assert!(!waiter.join().unwrap().success());
}
