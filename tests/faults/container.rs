//! A daemon whose process has another number here than there.

use std::process::{Command, Stdio};

use outfitter_daemon_tests::controlled::Controlled;
use outfitter_daemon_tests::eventually;

use crate::tools;

#[test]
fn a_daemon_in_a_container_is_asked_but_never_signalled() {
    tools::require();
    let program = Controlled::new(env!("CARGO_BIN_EXE_controlled"));
    let mut inside = Command::new("unshare");
    inside
        .args([
            "--pid",
            "--fork",
            "--kill-child",
            env!("CARGO_BIN_EXE_controlled"),
            "run",
        ])
        .env("XDG_RUNTIME_DIR", program.folder())
        .env("XDG_STATE_HOME", program.folder().join("state"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut inside = inside.spawn().unwrap();
    eventually("it runs", || program.json(&["status"])["state"] == "running");
    assert_eq!(program.json(&["status"])["pid"], 1, "its number there");
    // Number 1 is somebody else here, who must not be hit.
    let stopped = program.json(&["stop", "--force"]);
    assert_eq!(
        (&stopped["pid"], &stopped["by"]),
        (&1.into(), &"request".into()),
        "{stopped}"
    );
    assert!(inside.wait().unwrap().success());
    assert_eq!(program.run(&["status"]).code, 3);
}
