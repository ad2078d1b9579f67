//! What a daemon that does not start says.

use outfitter_daemon_tests::RunningDaemon;

/// Where a text stands in the program with the wrong handlers, from 1.
fn line_of(text: &str) -> usize {
    let source = include_str!("../programs/broken-routes.rs");
    source.lines().position(|line| line.contains(text)).unwrap() + 1
}

#[test]
fn everything_wrong_with_the_handlers_is_said_at_once_before_anything_is_touched() {
    let mut daemon = RunningDaemon::spawn(env!("CARGO_BIN_EXE_broken-routes"), "broken-routes", |_| {});
    let ended = daemon.ended();
    assert_eq!(ended.status.code(), Some(78));
    assert!(!daemon.file("daemon.lock").exists());
    let at = |text| format!("(tests/programs/broken-routes.rs:{})", line_of(text));
    let expected = [
        "8 problems in its handlers".to_owned(),
        format!(
            "missing: no `#[ipc_handler]` takes `never` of `broken_routes::Request` {}",
            at("Never,")
        ),
        format!(
            "duplicate: `twice` of `broken_routes::Request` has two handlers, `first` {} and `second` {}",
            at("fn first"),
            at("fn second"),
        ),
        "unlinked: no request of `broken_routes::Elsewhere` has a handler in this program".to_owned(),
        format!(
            "state: `stateful` {} takes `State<alloc::string::String>`, but the state that `main` returns is `()`",
            at("fn stateful"),
        ),
        format!(
            "state: `other` {} takes `State<alloc::vec::Vec<u8>>`",
            at("fn other")
        ),
        format!(
            "duplicate: two health checks are called `same`, `one` {} and `other` {}",
            at("fn one"),
            at("fn other"),
        ),
        format!(
            "unknown: the health check `lost` (`lost` {}) comes after `one`, which is no health check",
            at("fn lost"),
        ),
        "cycle: the health checks `round` → `round.about` → `round` wait for each other".to_owned(),
    ];
    for line in expected {
        assert!(ended.stderr.contains(&line), "no {line:?} in:\n{}", ended.stderr);
    }
}

#[test]
fn a_main_that_fails_or_panics_says_why_and_leaves_nothing() {
    for (how, code, text) in [
        ("fail", 1, "`service` cannot start: the database is locked"),
        (
            "panic",
            101,
            "`service` cannot start: `main` panicked: the roof is on fire",
        ),
    ] {
        let mut daemon = RunningDaemon::spawn(env!("CARGO_BIN_EXE_service"), "service", |command| {
            command.env("SERVICE_MAIN", how);
        });
        let ended = daemon.ended();
        assert_eq!(ended.status.code(), Some(code));
        assert!(ended.stderr.contains(text) && ended.left.is_empty(), "{ended:?}");
    }
}

#[test]
fn an_argument_that_it_does_not_know_is_refused() {
    let mut daemon = RunningDaemon::spawn(env!("CARGO_BIN_EXE_service"), "service", |command| {
        command.arg("faster");
    });
    let ended = daemon.ended();
    assert_eq!(ended.status.code(), Some(2));
    assert!(
        ended.stderr.contains("unrecognized subcommand 'faster'"),
        "{ended:?}"
    );
}
