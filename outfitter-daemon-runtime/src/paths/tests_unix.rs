//! Which directory is chosen, by what Unix says of it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::*;
use crate::fixtures::{give_away, temp_dir};
use crate::name::DaemonName;
use crate::paths::{Base, Env, PathOverrides, Platform};

fn candidates(runtime: &Path, state: &Path) -> Vec<Paths> {
    let name = DaemonName::new("tool").unwrap();
    let env = Env::new(0)
        .with("XDG_RUNTIME_DIR", runtime)
        .with("XDG_STATE_HOME", state);
    Paths::candidates(&name, &env, Platform::Linux, &PathOverrides::default()).unwrap()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[test]
fn makes_the_first_base_and_no_other() {
    let temp = temp_dir();
    let (runtime, state) = (temp.path().join("a/run"), temp.path().join("state"));
    let chosen = choose(&candidates(&runtime, &state)).unwrap();
    assert_eq!((chosen.base(), chosen.notes()), (Base::XdgRuntimeDir, &[][..]));
    assert_eq!(mode(&temp.path().join("a")), 0o755);
    assert_eq!(mode(&runtime), 0o700);
    assert_eq!(mode(&runtime.join("tool")), 0o700);
    assert!(!state.exists());
}

#[test]
fn takes_the_second_and_says_why() {
    let temp = temp_dir();
    let (runtime, state) = (temp.path().join("run"), temp.path().join("state"));
    fs::write(&runtime, "not a directory").unwrap();
    let chosen = choose(&candidates(&runtime, &state)).unwrap();
    assert_eq!(chosen.base(), Base::XdgStateHome);
    let notes = chosen.notes().join("\n");
    assert!(
        notes.contains("from $XDG_RUNTIME_DIR") && notes.contains("Not a directory"),
        "{notes}"
    );
}

#[test]
fn leaves_a_base_of_another_user() {
    let temp = temp_dir();
    let (runtime, state) = (temp.path().join("run"), temp.path().join("state"));
    fs::create_dir(&runtime).unwrap();
    if !give_away(&runtime) {
        return;
    }
    let chosen = choose(&candidates(&runtime, &state)).unwrap();
    assert_eq!(chosen.base(), Base::XdgStateHome);
    assert!(
        chosen.notes()[0].contains("belongs to uid 65533"),
        "{:?}",
        chosen.notes()
    );
    assert!(!runtime.join("tool").exists());
}

#[test]
fn says_what_is_wrong_with_each() {
    let temp = temp_dir();
    let (runtime, state) = (temp.path().join("run"), temp.path().join("state"));
    fs::write(&runtime, "").unwrap();
    fs::write(&state, "").unwrap();
    let text = choose(&candidates(&runtime, &state)).unwrap_err().to_string();
    assert_eq!(text.lines().count(), 3, "{text}");
    assert!(
        text.contains("$XDG_RUNTIME_DIR") && text.contains("$XDG_STATE_HOME"),
        "{text}"
    );
}
