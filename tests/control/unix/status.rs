//! `status` of a daemon that is stopped by a signal.

use outfitter_daemon_tests::eventually;
use rustix::process::{Pid, Signal, kill_process};

use crate::controlled;

#[test]
fn a_daemon_that_is_stopped_by_a_signal_does_not_answer() {
    let program = controlled();
    program.ok(&["start"]);
    let pid = Pid::from_raw(program.pid("controlled").unwrap()).unwrap();
    kill_process(pid, Signal::STOP).unwrap();
    let status = program.run(&["status", "--timeout", "200ms"]);
    assert_eq!(status.code, 4, "{status:?}");
    assert!(status.stdout.contains("not answering"), "{status:?}");
    for command in [&["health"][..], &["call", "arguments"], &["routes"], &["start"]] {
        let arguments: Vec<_> = command.iter().copied().chain(["--timeout", "200ms"]).collect();
        let done = program.run(&arguments);
        assert!([69, 124].contains(&done.code), "{command:?}: {done:?}");
        assert!(done.stderr.contains("200ms"), "{command:?}: {done:?}");
    }
    kill_process(pid, Signal::CONT).unwrap();
    eventually("it goes on", || program.run(&["status"]).code == 0);
}
