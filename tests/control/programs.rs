//! Programs that read what a command prints, and daemons that the system ends.

use std::io::{BufRead, BufReader};

use outfitter_daemon_tests::platform;

use crate::controlled;

#[test]
fn a_reader_that_goes_is_no_error() {
    let program = controlled();
    program.ok(&["start"]);
    let mut command = program.command(&["call", "count", r#"{"to": 4000000}"#]);
    let mut call = command.spawn().unwrap();
    // As `head -1` does.
    let mut head = BufReader::new(call.stdout.take().unwrap());
    let mut line = String::new();
    head.read_line(&mut line).unwrap();
    assert_eq!(line, "0\n");
    drop(head);
    let done = call.wait_with_output().unwrap();
    assert!(done.status.success() && done.stderr.is_empty(), "{done:?}");
}

#[test]
fn and_one_that_dies_without_a_word() {
    let program = controlled().with("CONTROLLED_MAIN", "abort");
    let failed = program.run(&["start"]);
    assert_eq!(failed.code, 1, "{failed:?}");
    assert!(
        failed.stderr.contains(platform::ABORTED) && failed.stderr.contains("something terrible"),
        "{failed:?}"
    );
}
