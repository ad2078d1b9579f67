//! `status`: what it says, and its exit codes.

use outfitter_daemon_tests::eventually;

use super::controlled;

#[test]
fn running_is_fine_and_not_running_is_told_apart() {
    let program = controlled();
    let none = program.run(&["status"]);
    assert_eq!(none.code, 3);
    assert!(none.stdout.starts_with("controlled: not running\n"), "{none:?}");
    program.ok(&["start"]);
    let running = program.ok(&["status"]);
    let pid = program.pid("controlled").unwrap();
    assert!(
        running.starts_with(&format!("controlled: running (PID {pid}), up for ")),
        "{running}"
    );
    assert!(running.contains("version  1.2.3"), "{running}");
    let json = program.json(&["status"]);
    assert_eq!((&json["state"], &json["pid"]), (&"running".into(), &pid.into()));
    assert_eq!(json["version"], "1.2.3");
    assert_eq!(json["socket"].as_str(), program.socket("controlled").to_str());
}

#[test]
fn dead_is_told_by_what_is_left() {
    let program = controlled();
    program.ok(&["start"]);
    let pid = program.pid("controlled").unwrap();
    program.kill("controlled");
    eventually("it is dead", || program.run(&["status"]).code == 1);
    let dead = program.run(&["status"]);
    assert!(
        dead.stdout
            .contains(&format!("dead, and its PID file is left (PID {pid})")),
        "{dead:?}"
    );
    std::fs::remove_file(program.file("controlled", "daemon.pid")).unwrap();
    assert_eq!(program.run(&["status"]).code, 2);
    assert_eq!(program.json(&["status"])["state"], "dead_with_lock");
    program.ok(&["start"]);
    assert_eq!(program.run(&["status"]).code, 0, "it starts over what is left");
}

#[test]
fn a_daemon_that_initializes_says_so() {
    let program = controlled().with("CONTROLLED_MAIN", "slow");
    let start = program.run(&["start", "--timeout", "500ms"]);
    assert_eq!(start.code, 124, "{start:?}");
    assert!(start.stderr.contains("not ready within 500ms"), "{start:?}");
    assert_eq!(program.json(&["status"])["state"], "starting");
    assert_eq!(program.run(&["status"]).code, 0);
    assert_eq!(program.json(&["health"])["status"], "initializing");
    let call = program.run(&["call", "arguments", "--timeout", "300ms"]);
    assert_ne!(call.code, 0, "{call:?}");
    program.ok(&["stop"]);
}
