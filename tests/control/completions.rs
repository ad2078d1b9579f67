//! `completions`.

use crate::controlled;

#[test]
fn other_shells_have_some_too() {
    let program = controlled();
    for shell in ["zsh", "fish", "elvish", "powershell"] {
        assert!(program.ok(&["completions", shell]).contains("restart"), "{shell}");
    }
    let unknown = program.run(&["completions", "tcsh"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("bash"), "{unknown:?}");
}
