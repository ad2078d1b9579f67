//! On a terminal: colours and a sign that something goes on. `script` (util-linux) makes the terminal.

use std::process::Command;

use outfitter_daemon_tests::controlled::Controlled;

use crate::controlled;

/// What is seen on a terminal of `program`'s command; none if there is no `script` here.
fn on_terminal(program: &Controlled, command: &str, variables: &[(&str, &str)]) -> String {
    let line = format!("{} {command}", env!("CARGO_BIN_EXE_controlled"));
    let mut script = Command::new("script");
    script.args(["--quiet", "--return", "--command", &line, "/dev/null"]);
    let same = program.command(&[]);
    for (variable, value) in same.get_envs() {
        if let Some(value) = value {
            script.env(variable, value);
        }
    }
    let output = script
        .env_remove("NO_COLOR")
        .env("TERM", "xterm")
        .envs(variables.iter().copied())
        .stdin(std::process::Stdio::null())
        .output()
        .expect("`script` of util-linux");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn there_are_colours_unless_somebody_wants_none() {
    let program = controlled();
    program.ok(&["start"]);
    let colourful = on_terminal(&program, "status", &[]);
    assert!(colourful.contains("\x1b[32mrunning\x1b[0m"), "{colourful:?}");
    for variables in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let plain = on_terminal(&program, "status", &[variables]);
        assert!(plain.contains("running") && !plain.contains('\x1b'), "{plain:?}");
    }
}

#[test]
fn a_sign_of_life_is_shown_while_it_waits() {
    let program = controlled().with("CONTROLLED_MAIN", "slow");
    let seen = on_terminal(&program, "start --timeout 1s", &[]);
    assert!(
        seen.contains("\r| starting") && seen.contains("\r\x1b[K"),
        "{seen:?}"
    );
    assert!(seen.contains("not ready within 1s"), "{seen:?}");
}
