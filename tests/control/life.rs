//! Start, stop, restart, reload: what runs and what does not.

use super::controlled;

#[test]
fn start_and_stop_may_be_repeated() {
    let program = controlled();
    let first = program.ok(&["start"]);
    assert!(first.contains("controlled: started (PID "), "{first}");
    let second = program.ok(&["start"]);
    assert!(second.contains("controlled: already running (PID "), "{second}");
    assert_eq!(
        first.rsplit("PID").next(),
        second.rsplit("PID").next(),
        "one process"
    );
    let stopped = program.ok(&["stop"]);
    assert!(stopped.contains("controlled: stopped (PID "), "{stopped}");
    assert!(!program.file("controlled", "daemon.lock").exists());
    assert!(!outfitter_daemon_tests::platform::is_there(
        &program.socket("controlled")
    ));
    assert_eq!(program.ok(&["stop"]), "controlled: not running\n");
}

#[test]
fn json_says_the_same() {
    let program = controlled();
    let started = program.json(&["start"]);
    assert_eq!(started["did"], "started");
    assert_eq!(program.json(&["start"])["did"], "already_running");
    assert_eq!(program.json(&["start"])["pid"], started["pid"]);
    let stopped = program.json(&["stop"]);
    assert_eq!(
        (&stopped["did"], &stopped["pid"]),
        (&"stopped".into(), &started["pid"])
    );
    assert_eq!(stopped["by"], "request");
    assert_eq!(program.json(&["stop"])["was"], "not_running");
}

#[test]
fn restart_starts_what_does_not_run() {
    let program = controlled();
    let first = program.json(&["restart"]);
    assert_eq!(first["stopped"]["was"], "not_running");
    let second = program.json(&["restart"]);
    assert_eq!(second["stopped"]["pid"], first["started"]["pid"]);
    assert_ne!(second["started"]["pid"], first["started"]["pid"]);
}

#[test]
fn what_stands_behind_two_dashes_reaches_main() {
    let program = controlled();
    program.ok(&["start", "--", "--fast", "two words", "--json"]);
    let told: (String, Vec<String>) = serde_json::from_str(&program.ok(&["call", "arguments"])).unwrap();
    assert_eq!(told.1, ["--fast", "two words", "--json"]);
    let pid = program.pid("controlled");
    program.ok(&["restart", "--", "slow"]);
    assert_ne!(program.pid("controlled"), pid);
    let told: (String, Vec<String>) = serde_json::from_str(&program.ok(&["call", "arguments"])).unwrap();
    assert_eq!(told.1, ["slow"]);
}

#[test]
fn reload_says_how_it_went() {
    let program = controlled().with("CONTROLLED_MAIN", "reload");
    let none = program.run(&["reload"]);
    assert_eq!(none.code, 69, "{none:?}");
    assert!(
        none.stderr.contains("`controlled` is not running") && none.stderr.contains("start`"),
        "{none:?}"
    );
    program.ok(&["start"]);
    assert_eq!(program.ok(&["reload"]), "controlled: reloaded\n");
    std::fs::write(program.folder().join("storm"), "").unwrap();
    let failed = program.run(&["reload"]);
    assert_eq!(failed.code, 1, "{failed:?}");
    assert!(failed.stderr.contains("bad settings"), "{failed:?}");
}

#[test]
fn a_daemon_without_a_reload_handler_says_so() {
    let program = controlled();
    program.ok(&["start"]);
    let refused = program.run(&["reload"]);
    assert_eq!(refused.code, 1);
    assert!(refused.stderr.contains("no reload handler"), "{refused:?}");
}

#[test]
fn a_start_while_it_runs_in_the_foreground_finds_it() {
    let program = controlled();
    let mut foreground = program.command(&["run"]).spawn().unwrap();
    outfitter_daemon_tests::eventually("it runs", || program.run(&["status"]).code == 0);
    let found = program.json(&["start"]);
    assert_eq!(
        (&found["did"], &found["pid"]),
        (&"already_running".into(), &foreground.id().into())
    );
    program.ok(&["stop"]);
    assert!(foreground.wait().unwrap().success());
}
