//! The commands of our program, while the daemon of its name is theirs.

use outfitter_daemon_tests::controlled::Controlled;

use crate::DAEMON;
use crate::peer::Peer;

#[test]
fn our_stop_ends_their_daemon() {
    let program = Controlled::new(DAEMON.0);
    let mut theirs = Peer::start("daemon.ts", program.folder());
    theirs.ask("start", "pid").unwrap();
    let status = program.json(&["status"]);
    assert_eq!(status["pid"], theirs.pid(), "{status}");
    let stopped = program.json(&["stop"]);
    assert_eq!(
        (&stopped["pid"], &stopped["by"]),
        (&theirs.pid().into(), &"sigterm".into()),
        "{stopped}"
    );
    assert_eq!(program.run(&["status"]).code, 3);
}
