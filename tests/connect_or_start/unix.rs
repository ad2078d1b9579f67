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

#[test]
fn a_program_that_is_no_daemon_is_reported_with_status_and_log() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("fake");
    std::fs::write(&program, "#!/bin/sh\necho 'I am no daemon' >&2\nexit 7\n").unwrap();
    std::os::unix::fs::chown(&program, None, None).unwrap();
    std::fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let output = run(folder.path(), |command| {
        command.env("SERVICE_PROGRAM", &program);
    });
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(
        stderr.contains("exit status: 7") && stderr.contains("I am no daemon"),
        "{stderr}"
    );
}
