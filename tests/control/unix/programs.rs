//! What other programs of Unix have to do with a command, and how the kernel ends a daemon.

use std::process::Stdio;

use crate::controlled;

#[test]
fn a_reader_that_goes_is_no_error() {
    let program = controlled();
    program.ok(&["start"]);
    let mut command = program.command(&["call", "count", r#"{"to": 4000000}"#]);
    let mut call = command.spawn().unwrap();
    let mut head = std::process::Command::new("head")
        .arg("-1")
        .stdin(Stdio::from(call.stdout.take().unwrap()))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    assert!(head.wait().unwrap().success());
    let done = call.wait_with_output().unwrap();
    assert!(done.status.success() && done.stderr.is_empty(), "{done:?}");
}

#[test]
fn and_one_that_dies_without_a_word() {
    let program = controlled().with("CONTROLLED_MAIN", "abort");
    let failed = program.run(&["start"]);
    assert_eq!(failed.code, 1, "{failed:?}");
    assert!(
        failed.stderr.contains("signal: 6") && failed.stderr.contains("something terrible"),
        "{failed:?}"
    );
}

#[test]
fn a_log_that_cannot_be_written_does_not_keep_it_from_running() {
    let program = controlled().with("CONTROLLED_LOG", "/proc/no/such.log");
    program.ok(&["start"]);
    assert_eq!(program.ok(&["call", "add", r#"{"a": 1, "b": 1}"#]), "2\n");
}
