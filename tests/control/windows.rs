//! What pipes have for themselves: one name space for all directories.

use crate::{controlled, in_directory};

#[test]
fn a_daemon_is_found_however_its_directory_is_written() {
    let program = in_directory(controlled(), "Moved");
    program.ok(&["start"]);
    let status = program.json(&["status"]);
    let socket = status["socket"].as_str().unwrap();
    assert!(socket.starts_with(r"\\.\pipe\controlled-daemon-"), "{socket}");
    let directory = program.folder().join("Moved").to_str().unwrap().to_owned();
    let program = program.with(
        "CONTROLLED_DIR",
        &format!("{}/", directory.replace('\\', "/").to_uppercase()),
    );
    assert_eq!(program.json(&["status"])["pid"], status["pid"]);
    assert_eq!(
        program.run(&["start"]).stdout,
        format!("controlled: already running (PID {})\n", status["pid"])
    );
}

#[test]
fn an_instance_has_its_name_in_its_pipes() {
    let program = controlled().with("CONTROLLED_SOCKET", "");
    let name = format!("of-{}", std::process::id());
    program.ok(&["start", "--instance", &name]);
    let status = program.json(&["status", "--instance", &name]);
    assert_eq!(status["socket"], format!(r"\\.\pipe\controlled@{name}-daemon"));
    program.ok(&["stop", "--instance", &name]);
}
