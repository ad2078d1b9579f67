//! What is in the log of a daemon in the background, and how it looks.

use outfitter_daemon_tests::controlled::Controlled;

use super::controlled;

#[test]
fn events_panics_and_what_is_printed_land_in_it() {
    let program = controlled();
    program.ok(&["start"]);
    program.ok(&["call", "log", r#"{"text": "an event", "times": 1}"#]);
    program.ok(&["call", "print", r#"{"text": "something printed"}"#]);
    program.run(&["call", "fall"]);
    program.ok(&["stop"]);
    let log = program.logged("controlled");
    for (text, why) in [
        ("running (PID ", "its readiness"),
        (" INFO controlled: an event\n", "an event"),
        ("\nsomething printed\n", "standard output"),
        ("panicked: the roof is on fire", "a panic"),
        ("stopping", "its end"),
    ] {
        assert!(log.contains(text), "{why}: {text:?} is not in\n{log}");
    }
    let before = log.len();
    program.ok(&["start"]);
    assert!(program.logged("controlled").len() > before, "it is never cut off");
    assert!(program.logged("controlled").starts_with(&log));
}

#[test]
fn it_can_be_json_throughout() {
    let program = controlled()
        .with("CONTROLLED_LOG_FORMAT", "json")
        .with("CONTROLLED_LOG_LEVEL", "debug");
    program.ok(&["start"]);
    program.run(&["call", "fall"]);
    program.ok(&["stop"]);
    let log = program.logged("controlled");
    let lines: Vec<serde_json::Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    let has = |level: &str, text: &str| {
        lines
            .iter()
            .any(|line| line["level"] == level && line["message"].as_str().unwrap_or_default().contains(text))
    };
    assert!(has("ERROR", "panicked: the roof is on fire"), "{log}");
    assert!(has("DEBUG", "took the lock"), "{log}");
}

#[test]
fn the_level_is_chosen_by_the_environment_and_nonsense_is_said() {
    let mut program = controlled().with("CONTROLLED_LOG_LEVEL", "warn");
    program.ok(&["start"]);
    program.ok(&["call", "log", r#"{"text": "an event", "times": 1}"#]);
    program.ok(&["stop"]);
    assert_eq!(program.logged("controlled"), "");
    program.set("CONTROLLED_LOG_LEVEL", "controlled=loud");
    program.ok(&["start"]);
    let log = program.logged("controlled");
    assert!(
        log.contains("`CONTROLLED_LOG_LEVEL=controlled=loud` is ignored"),
        "{log}"
    );
}

#[test]
fn a_full_file_is_put_aside_and_nothing_is_lost() {
    let program = controlled()
        .with("CONTROLLED_LOG_MAX_SIZE", "2000")
        .with("CONTROLLED_LOG_KEEP", "2");
    program.ok(&["start"]);
    program.ok(&[
        "call",
        "log",
        r#"{"text": "once upon a time there was a line", "times": 60}"#,
    ]);
    program.ok(&["call", "print", r#"{"text": "printed after that"}"#]);
    let log = program.log("controlled");
    let files: Vec<_> = std::fs::read_dir(log.parent().unwrap()).unwrap().collect();
    assert_eq!(files.len(), 3, "{files:?}");
    assert!(
        program.logged("controlled").contains("printed after that"),
        "standard output follows"
    );
    let full = std::fs::read_to_string(log.with_file_name("daemon.log.1")).unwrap();
    assert!(
        full.len() >= 2000 && full.lines().all(|line| line.contains("once upon a time")),
        "{full}"
    );
}

#[test]
fn in_the_foreground_it_is_on_standard_error() {
    let program = controlled();
    let child = program.command(&["run"]).spawn().unwrap();
    outfitter_daemon_tests::eventually("it runs", || program.run(&["status"]).code == 0);
    program.ok(&["call", "log", r#"{"text": "an event", "times": 1}"#]);
    program.ok(&["stop"]);
    let done = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(done.stderr).unwrap();
    assert!(stderr.contains("INFO controlled: an event"), "{stderr}");
    assert!(stderr.contains("controlled: running (PID "), "{stderr}");
    assert!(!program.log("controlled").exists());
}

#[test]
fn a_main_with_a_subscriber_of_its_own_is_told_what_to_write() {
    let program = Controlled::new(env!("CARGO_BIN_EXE_second-subscriber"));
    let failed = program.run(&["start"]);
    assert_eq!(failed.code, 101, "{failed:?}");
    assert!(
        failed.stderr.contains("write `#[daemon(logs = false)]`"),
        "{failed:?}"
    );
}

#[test]
fn one_that_cannot_be_written_does_not_keep_it_from_running() {
    let program = controlled();
    let file = program.folder().join("a-file");
    std::fs::write(&file, "").unwrap();
    let inside = file.join("such.log");
    let program = program.with("CONTROLLED_LOG", inside.to_str().unwrap());
    program.ok(&["start"]);
    assert_eq!(program.ok(&["call", "add", r#"{"a": 1, "b": 1}"#]), "2\n");
}
