//! What the service manager thinks of the units that `install` writes.

use std::process::Command;

use outfitter_daemon_tests::controlled::Controlled;

use crate::tools;

#[test]
fn systemd_finds_nothing_wrong_with_a_unit() {
    tools::require();
    let program = Controlled::new(env!("CARGO_BIN_EXE_controlled"));
    for scope in [&[][..], &["--system"]] {
        for (name, instance) in [
            ("controlled", &[][..]),
            ("controlled@work", &["--instance", "work"]),
        ] {
            let unit = program.folder().join(format!("{name}.service"));
            let arguments: Vec<&str> = ["print-unit"]
                .iter()
                .chain(scope)
                .chain(instance)
                .copied()
                .collect();
            std::fs::write(&unit, program.ok(&arguments)).unwrap();
            let whose = if scope.is_empty() { "--user" } else { "--system" };
            let mut analyze = Command::new("systemd-analyze");
            analyze.args([whose, "--man=no", "verify"]).arg(&unit);
            let output = analyze.env("XDG_RUNTIME_DIR", program.folder()).output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(
                output.status.success() && said.trim().is_empty(),
                "{arguments:?}: {said}"
            );
        }
    }
}
