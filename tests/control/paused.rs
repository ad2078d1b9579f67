//! A daemon that is stopped in the midst of everything, as by SIGSTOP.

use outfitter_daemon_tests::{eventually, platform};

use crate::controlled;

#[test]
fn one_that_does_not_answer_is_said_not_to() {
    let program = controlled();
    program.ok(&["start"]);
    let pid = program.pid("controlled").unwrap().into();
    platform::pause(pid);
    let status = program.run(&["status", "--timeout", "200ms"]);
    assert_eq!(status.code, 4, "{status:?}");
    assert!(status.stdout.contains("not answering"), "{status:?}");
    for command in [&["health"][..], &["call", "arguments"], &["routes"], &["start"]] {
        let arguments: Vec<_> = command.iter().copied().chain(["--timeout", "200ms"]).collect();
        let done = program.run(&arguments);
        assert!([69, 124].contains(&done.code), "{command:?}: {done:?}");
        assert!(done.stderr.contains("200ms"), "{command:?}: {done:?}");
    }
    platform::go_on(pid);
    eventually("it goes on", || program.run(&["status"]).code == 0);
}

#[test]
fn a_daemon_that_does_not_end_is_left_unless_it_is_to_be_killed() {
    let program = controlled();
    program.ok(&["start"]);
    let pid = program.pid("controlled").unwrap();
    platform::pause(pid.into());
    let left = program.run(&["stop", "--timeout", "500ms"]);
    assert_eq!(left.code, 124, "{left:?}");
    assert!(
        left.stderr
            .contains(&format!("(PID {pid}) has not ended within 500ms"))
            && left.stderr.contains("stop --force` kills it"),
        "{left:?}"
    );
    assert!(platform::is_alive(pid.into()));
    let killed = program.json(&["stop", "--force", "--timeout", "500ms"]);
    assert_eq!((&killed["pid"], &killed["by"]), (&pid.into(), &"sigkill".into()));
    assert!(!platform::is_alive(pid.into()));
    assert_eq!(program.run(&["status"]).code, 1);
    assert_eq!(program.ok(&["stop"]), "controlled: not running\n");
}
