//! Wrong command lines, help, and pipes.

use super::controlled;

#[test]
fn what_makes_no_sense_is_2_and_says_what_does() {
    let program = controlled();
    for (arguments, said) in [
        (&["strat"][..], "start"),
        (&["start", "--fast"], "--fast"),
        (&["start", "fast"], "fast"),
        (&["run", "fast"], "fast"),
        (&["status", "--timeout", "soon"], "500ms"),
        (&["logs", "-n", "many"], "many"),
        (&["health", "--interval", "1s"], "--watch"),
    ] {
        let done = program.run(arguments);
        assert_eq!(done.code, 2, "{arguments:?}: {done:?}");
        assert!(done.stderr.contains(said), "{arguments:?}: {done:?}");
        assert_eq!(done.stdout, "", "{arguments:?}");
    }
}

#[test]
fn help_names_every_command_and_the_version_is_the_programs() {
    let program = controlled();
    let help = program.ok(&["--help"]);
    for command in [
        "run",
        "start",
        "stop",
        "restart",
        "reload",
        "status",
        "health",
        "call",
        "routes",
        "logs",
        "install",
        "uninstall",
        "print-unit",
        "completions",
    ] {
        assert!(help.contains(&format!("\n  {command} ")), "{command} in\n{help}");
    }
    assert_eq!(
        program.ok(&["--version"]),
        format!("controlled{} 1.2.3\n", std::env::consts::EXE_SUFFIX)
    );
}

#[test]
fn nothing_but_text_goes_into_a_pipe() {
    let program = controlled();
    program.ok(&["start"]);
    for arguments in [&["status"][..], &["health"], &["stop"], &["status"]] {
        let done = program.run(arguments);
        assert!(
            !done.stdout.contains('\x1b') && done.stderr.is_empty(),
            "{arguments:?}: {done:?}"
        );
    }
}
