//! `install` and `uninstall`.

use crate::controlled;

#[test]
fn installs_a_unit_for_the_user_and_removes_it() {
    let program = controlled();
    let unit = program.folder().join("config/systemd/user/controlled.service");
    let installed = program.ok(&["install"]);
    assert!(installed.contains(unit.to_str().unwrap()), "{installed}");
    assert!(
        installed.contains("systemctl --user enable --now controlled.service"),
        "{installed}"
    );
    let text = std::fs::read_to_string(&unit).unwrap();
    assert!(
        text.contains(&format!(
            "ExecStart=\"{}\" run\n",
            env!("CARGO_BIN_EXE_controlled")
        )),
        "{text}"
    );
    assert_eq!(text, program.ok(&["print-unit"]));
    assert!(program.ok(&["install"]).contains("already installed"));
    assert!(program.ok(&["uninstall"]).contains("controlled: uninstalled"));
    assert!(!unit.exists());
    assert!(program.ok(&["uninstall"]).contains("not installed"));
    assert_eq!(
        program.json(&["install", "--instance", "work"])["did"],
        "installed"
    );
    assert!(unit.with_file_name("controlled@work.service").exists());
}

#[test]
fn a_unit_that_somebody_else_wrote_is_left_alone() {
    let program = controlled();
    let unit = program.folder().join("config/systemd/user/controlled.service");
    std::fs::create_dir_all(unit.parent().unwrap()).unwrap();
    std::fs::write(&unit, "[Service]\n").unwrap();
    for command in ["install", "uninstall"] {
        let refused = program.run(&[command]);
        assert_ne!(refused.code, 0);
        assert!(
            refused.stderr.contains("was not written by `install`"),
            "{refused:?}"
        );
    }
    assert_eq!(std::fs::read_to_string(&unit).unwrap(), "[Service]\n");
}
