//! Stopping by a signal what cannot be asked.

use outfitter_daemon_tests::platform;

use crate::controlled;

#[test]
fn a_daemon_without_a_socket_is_told_by_a_signal() {
    let program = controlled();
    program.ok(&["start"]);
    let pid = program.pid("controlled").unwrap();
    std::fs::remove_file(program.dir("controlled").join("daemon.sock")).unwrap();
    let stopped = program.json(&["stop"]);
    assert_eq!(stopped["pid"], pid);
    assert!(!platform::is_alive(pid.into()), "{stopped}");
}
