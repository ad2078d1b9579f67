//! `completions`, as a shell uses them.

use std::process::Command;

use crate::controlled;

#[test]
fn bash_can_read_and_use_them() {
    let program = controlled();
    let script = program.ok(&["completions", "bash"]);
    let file = program.folder().join("completions.bash");
    std::fs::write(&file, &script).unwrap();
    let complete = format!(
        ". {} && COMP_WORDS=(controlled sta) COMP_CWORD=1 && _controlled controlled sta controlled && echo \"${{COMPREPLY[@]}}\"",
        file.display()
    );
    let output = Command::new("bash").args(["-c", &complete]).output().unwrap();
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "start status\n",
        "{output:?}"
    );
}
