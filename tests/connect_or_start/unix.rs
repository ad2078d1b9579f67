//! What the operating system tells of a daemon that was started, and programs that are scripts.

use std::path::Path;

use crate::{run, stdout, stop};

#[test]
fn the_daemon_keeps_nothing_of_its_starter() {
    let folder = tempfile::tempdir().unwrap();
    // `output` waits for the end of file on both pipes, which a daemon that kept them would never give.
    let output = run(folder.path(), |_| {});
    let pid: u32 = stdout(&output).trim().parse().unwrap();
    let session = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let session: Vec<&str> = session.rsplit(')').next().unwrap().split_whitespace().collect();
    assert_eq!(session[3], pid.to_string(), "a session of its own");
    assert_eq!(
        std::fs::read_link(format!("/proc/{pid}/cwd")).unwrap(),
        Path::new("/")
    );
    for stream in [1, 2] {
        assert_eq!(
            std::fs::read_link(format!("/proc/{pid}/fd/{stream}")).unwrap(),
            folder.path().join("state/service/daemon.log")
        );
    }
    stop(&folder);
}
