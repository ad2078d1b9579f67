//! Stopping what does not want to stop, and leaving alone what is not the daemon.

use outfitter_daemon_tests::eventually;
use outfitter_daemon_tests::platform::{self, Server};

use crate::controlled;

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
    assert!(!platform::is_alive(pid.into()));
}

#[test]
fn a_stranger_with_its_number_is_left_alone() {
    let program = controlled();
    program.ok(&["start"]);
    program.kill("controlled");
    eventually("it is dead", || program.run(&["status"]).code == 1);
    let mut stranger = platform::sleeper().spawn().unwrap();
    // The files are older than the process that they name.
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_hours(1);
    for file in ["daemon.lock", "daemon.pid"] {
        let file = program.file("controlled", file);
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
    let socket = program.socket("controlled");
    platform::take_socket_away(&socket);
    let _listener = Server::bind(&socket).unwrap();
    let refused = program.run(&["stop", "--force", "--timeout", "300ms"]);
    assert_ne!(refused.code, 0, "{refused:?}");
    assert!(refused.stderr.contains("was left alone"), "{refused:?}");
    assert!(stranger.try_wait().unwrap().is_none());
    stranger.kill().unwrap();
    stranger.wait().unwrap();
}
