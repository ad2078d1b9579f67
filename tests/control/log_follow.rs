//! `logs`.

use std::io::{BufRead, BufReader};

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
    let mut follow = program.command(&["logs", "-f", "-n", "0"]).spawn().unwrap();
    let mut lines = BufReader::new(follow.stdout.take().unwrap()).lines();
    let mut found = 0;
    for round in 0..4 {
        // Each round is less than what a file holds, and all of them more.
        program.ok(&[
            "call",
            "log",
            &format!(r#"{{"text": "round {round}", "times": 12}}"#),
        ]);
        for _ in 0..12 {
            let line = lines.next().unwrap().unwrap();
            assert!(line.ends_with(&format!("round {round}")), "{line}");
            found += 1;
        }
    }
    assert_eq!(found, 48);
    assert!(program.log("controlled").with_file_name("daemon.log.1").exists());
    follow.kill().unwrap();
    follow.wait().unwrap();
}
