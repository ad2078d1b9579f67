//! `logs`.

use std::io::{BufRead, BufReader};
use std::sync::mpsc;

use outfitter_daemon_tests::LIMIT;
use serde_json::json;

use super::controlled;

#[test]
fn shows_the_last_lines() {
    let program = controlled();
    assert_eq!(program.ok(&["logs"]), "", "there is none yet");
    program.ok(&["start"]);
    program.ok(&["call", "log", r#"{"text": "a line", "times": 30}"#]);
    assert_eq!(program.ok(&["logs"]).lines().count(), 20);
    assert_eq!(program.ok(&["logs", "-n", "3"]).lines().count(), 3);
    let json = program.json(&["logs", "-n", "1"]);
    assert!(json["line"].as_str().unwrap().ends_with("a line"), "{json}");
    program.ok(&["stop"]);
    let stopping = program.ok(&["logs", "-n", "1"]);
    assert!(
        stopping.contains("stopping"),
        "also of one that does not run: {stopping}"
    );
}

#[test]
fn follows_across_rotation() {
    let program = controlled().with("CONTROLLED_LOG_MAX_SIZE", "2000");
    program.ok(&["start"]);
    // All lines that there are, since it is not known when it begins to follow.
    let mut follow = program.command(&["logs", "-f", "-n", "1000"]).spawn().unwrap();
    let stdout = BufReader::new(follow.stdout.take().unwrap());
    let (sender, lines) = mpsc::channel();
    std::thread::spawn(move || stdout.lines().try_for_each(|line| sender.send(line.unwrap())));
    for round in 0..4 {
        // Each round is less than what a file holds, and all of them more.
        let text = format!("round {round}");
        program.ok(&["call", "log", &json!({ "text": text, "times": 12 }).to_string()]);
        for _ in 0..12 {
            let next = || lines.recv_timeout(LIMIT).unwrap();
            let line = std::iter::repeat_with(next).find(|line| line.contains("round"));
            assert!(line.as_ref().unwrap().ends_with(&text), "{line:?}");
        }
    }
    assert!(program.log("controlled").with_file_name("daemon.log.1").exists());
    follow.kill().unwrap();
    follow.wait().unwrap();
}
