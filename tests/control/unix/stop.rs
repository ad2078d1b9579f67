//! Stopping what does not want to stop, and leaving alone what is not the daemon.

use std::process::{Command, Stdio};

use outfitter_daemon_tests::eventually;
use rustix::process::{Pid, Signal, kill_process, test_kill_process};

use crate::controlled;

fn is_alive(pid: i32) -> bool {
    let state = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    Pid::from_raw(pid).is_some_and(|pid| test_kill_process(pid).is_ok()) && !state.contains(") Z ")
}

#[test]
fn a_daemon_that_does_not_end_is_left_unless_it_is_to_be_killed() {
    let program = controlled();
    program.ok(&["start"]);
    let pid = program.pid("controlled").unwrap();
    kill_process(Pid::from_raw(pid).unwrap(), Signal::STOP).unwrap();
    let left = program.run(&["stop", "--timeout", "500ms"]);
    assert_eq!(left.code, 124, "{left:?}");
    assert!(
        left.stderr
            .contains(&format!("(PID {pid}) has not ended within 500ms"))
            && left.stderr.contains("stop --force` kills it"),
        "{left:?}"
    );
    assert!(is_alive(pid));
    let killed = program.json(&["stop", "--force", "--timeout", "500ms"]);
    assert_eq!((&killed["pid"], &killed["by"]), (&pid.into(), &"sigkill".into()));
    assert!(!is_alive(pid));
    assert_eq!(program.run(&["status"]).code, 1);
    assert_eq!(program.ok(&["stop"]), "controlled: not running\n");
}

#[test]
fn a_daemon_that_takes_its_time_is_waited_for() {
    let program = controlled().with("CONTROLLED_MAIN", "stubborn");
    program.ok(&["start"]);
    let pid = program.pid("controlled").unwrap();
    // It gives up by itself after its shutdown timeout of 2 s.
    let stopped = program.json(&["stop"]);
    assert_eq!(
        (&stopped["pid"], &stopped["by"]),
        (&pid.into(), &"request".into())
    );
    assert!(!is_alive(pid));
}

#[test]
fn a_daemon_without_a_socket_is_told_by_a_signal() {
    let program = controlled();
    program.ok(&["start"]);
    let pid = program.pid("controlled").unwrap();
    std::fs::remove_file(program.dir("controlled").join("daemon.sock")).unwrap();
    let stopped = program.json(&["stop"]);
    assert_eq!(stopped["pid"], pid);
    assert!(!is_alive(pid), "{stopped}");
}

#[test]
fn a_stranger_with_its_number_is_left_alone() {
    let program = controlled();
    program.ok(&["start"]);
    program.kill("controlled");
    eventually("it is dead", || program.run(&["status"]).code == 1);
    let mut stranger = Command::new("sleep")
        .arg("600")
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    // The files are older than the process that they name.
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_hours(1);
    for file in ["daemon.lock", "daemon.pid"] {
        let file = program.dir("controlled").join(file);
        std::fs::write(&file, format!("{}\n", stranger.id())).unwrap();
        std::fs::File::options()
            .write(true)
            .open(&file)
            .unwrap()
            .set_modified(long_ago)
            .unwrap();
    }
    assert_eq!(program.ok(&["stop", "--force"]), "controlled: not running\n");
    // And with a socket that says nothing, it may or may not be the daemon.
    let socket = program.dir("controlled").join("daemon.sock");
    std::fs::remove_file(&socket).unwrap();
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let refused = program.run(&["stop", "--force", "--timeout", "300ms"]);
    assert_ne!(refused.code, 0, "{refused:?}");
    assert!(refused.stderr.contains("was left alone"), "{refused:?}");
    assert!(stranger.try_wait().unwrap().is_none());
    stranger.kill().unwrap();
    stranger.wait().unwrap();
}
