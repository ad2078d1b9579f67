//! What the tests need of the machine, said before they fail for want of it.

use std::sync::OnceLock;

const INSTALL: &str = "run `tests/faults/install` as root";

/// The programs that they run and that not every machine has.
const PROGRAMS: [&str; 4] = ["strace", "unshare", "setpriv", "systemd-analyze"];

/// Fails with what to do if a program or the privilege is missing; looks only once.
#[track_caller]
pub(crate) fn require() {
    static MISSING: OnceLock<Option<String>> = OnceLock::new();
    if let Some(missing) = MISSING.get_or_init(missing) {
        panic!("{missing}");
    }
}

fn missing() -> Option<String> {
    if !rustix::process::geteuid().is_root() {
        return Some(
            "the fault tests make namespaces, mounts and other users' files: run them as root".into(),
        );
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_there = |program: &&str| std::env::split_paths(&path).any(|folder| folder.join(program).is_file());
    let missing = PROGRAMS.iter().find(|program| !is_there(program))?;
    Some(format!(
        "the fault tests run `{missing}`, which is not in `PATH`: {INSTALL}"
    ))
}
