//! `install` and `uninstall`, which have nobody to turn to.

use crate::controlled;

#[test]
fn install_says_what_to_do_instead() {
    let program = controlled();
    for command in ["install", "uninstall"] {
        let refused = program.run(&[command]);
        assert_eq!(refused.code, 71, "{refused:?}");
        assert!(
            refused.stderr.contains("no service manager of Windows")
                && refused.stderr.contains("controlled.exe start` when you log on"),
            "{refused:?}"
        );
    }
}
