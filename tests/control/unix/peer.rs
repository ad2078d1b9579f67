//! A daemon that knows nothing of our requests, as the TypeScript package's.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixListener;
use std::process::{Command, Stdio};

use crate::controlled;

/// A process that answers every line with an error, and leaves on SIGTERM.
#[test]
fn is_running_and_is_told_by_a_signal_to_stop() {
    let program = controlled();
    let dir = program.dir("controlled");
    std::fs::create_dir_all(&dir).unwrap();
    let listener = UnixListener::bind(dir.join("daemon.sock")).unwrap();
    let mut process = Command::new("sleep")
        .arg("600")
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    std::fs::write(dir.join("daemon.lock"), process.id().to_string()).unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            std::thread::spawn(move || {
                for line in BufReader::new(stream.try_clone().unwrap()).lines() {
                    let Ok(line) = line else { return };
                    let request: serde_json::Value = serde_json::from_str(&line).unwrap();
                    let payload = serde_json::json!({ "message": "Unknown message" });
                    let reply =
                        serde_json::json!({ "id": request["id"], "type": "error", "payload": payload });
                    if writeln!(stream, "{reply}").is_err() {
                        return;
                    }
                }
            });
        }
    });
    let status = program.json(&["status"]);
    assert_eq!(
        (&status["state"], &status["pid"]),
        (&"running".into(), &process.id().into())
    );
    let health = program.run(&["health"]);
    assert_eq!(health.code, 1);
    assert!(health.stderr.contains("Unknown message"), "{health:?}");
    let waiter = std::thread::spawn(move || process.wait().unwrap());
    let stopped = program.json(&["stop"]);
    assert_eq!(stopped["by"], "sigterm", "{stopped}");
    assert!(!waiter.join().unwrap().success());
}
