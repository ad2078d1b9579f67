//! `start` of a daemon that does not come up: the reason, and the end of its log.

use super::controlled;

#[test]
fn a_main_that_fails_is_told_with_the_reason_and_the_end_of_the_log() {
    let program = controlled().with("CONTROLLED_MAIN", "fail");
    let failed = program.run(&["start"]);
    assert_eq!(failed.code, 1, "{failed:?}");
    assert!(failed.stderr.contains("the database is locked"), "{failed:?}");
    assert!(
        failed.stderr.contains("The end of its log") && failed.stderr.contains("the database is slow"),
        "{failed:?}"
    );
    assert!(failed.stderr.contains("run` shows it here"), "{failed:?}");
    let json = program.json(&["start"]);
    assert!(
        json["error"]["message"]
            .as_str()
            .unwrap()
            .contains("the database is locked"),
        "{json}"
    );
    assert_eq!(json["error"]["exit_code"], 1);
    assert_eq!(program.run(&["status"]).code, 3);
}

#[test]
fn so_is_one_that_panics_with_its_exit_code() {
    let program = controlled().with("CONTROLLED_MAIN", "panic");
    let failed = program.run(&["start"]);
    assert_eq!(failed.code, 101, "{failed:?}");
    assert!(failed.stderr.contains("no memory of that"), "{failed:?}");
    let log = program.logged("controlled");
    assert!(
        log.contains("panicked: no memory of that") && log.contains("controlled.rs:"),
        "{log}"
    );
}

#[test]
fn in_the_foreground_it_is_on_standard_error() {
    let program = controlled().with("CONTROLLED_MAIN", "fail");
    let failed = program.run(&["run"]);
    assert_eq!(failed.code, 1);
    assert!(
        failed.stderr.contains("controlled: ") && failed.stderr.contains("the database is locked"),
        "{failed:?}"
    );
    assert!(
        failed.stderr.contains("WARN") && failed.stderr.contains("the database is slow"),
        "{failed:?}"
    );
    assert!(!program.log("controlled").exists());
}
