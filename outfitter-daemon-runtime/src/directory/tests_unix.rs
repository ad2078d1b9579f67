//! Directories as they are found: missing, open, foreign, and something else altogether.
//!
//! What happens under an unusual umask needs a process of its own, and is among the integration tests.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use super::*;
use crate::fixtures::{STRANGER, give_away, temp_dir};
use crate::name::DaemonName;
use crate::paths::{Env, PathOverrides, Platform};

struct Place {
    temp: tempfile::TempDir,
    overrides: PathOverrides,
}

impl Place {
    fn new() -> Self {
        Self {
            temp: temp_dir(),
            overrides: PathOverrides::default(),
        }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.temp.path().join(path)
    }

    fn prepare(&self) -> Result<(), DirectoryError> {
        let name = DaemonName::new("tool").unwrap();
        let env = Env::new(0).with("XDG_RUNTIME_DIR", self.temp.path());
        prepare(&Paths::candidates(&name, &env, Platform::Linux, &self.overrides).unwrap()[0])
    }
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

fn make(path: &Path, mode: u32) {
    fs::create_dir(path).unwrap();
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_missing_directory_is_made_private() {
    let place = Place::new();
    place.prepare().unwrap();
    assert_eq!(mode(&place.at("tool")), 0o700);
    place.prepare().unwrap();
}

#[test]
fn one_of_ours_that_is_open_is_closed() {
    for open in [0o755, 0o777, 0o710, 0o500, 0o000] {
        let place = Place::new();
        make(&place.at("tool"), open);
        place.prepare().unwrap();
        assert_eq!(mode(&place.at("tool")), 0o700, "was {open:o}");
    }
}

#[test]
fn a_shared_one_is_not_taken_from_the_others() {
    let place = Place::new();
    make(&place.at("tool"), 0o1777);
    assert!(matches!(
        place.prepare(),
        Err(DirectoryError::Shared { mode: 0o1777, .. })
    ));
    assert_eq!(mode(&place.at("tool")), 0o1777);
}

#[test]
fn a_link_or_a_file_in_its_place_is_refused() {
    let place = Place::new();
    make(&place.at("elsewhere"), 0o755);
    symlink(place.at("elsewhere"), place.at("tool")).unwrap();
    assert!(matches!(
        place.prepare(),
        Err(DirectoryError::NotADirectory { .. })
    ));
    assert_eq!(mode(&place.at("elsewhere")), 0o755);
    fs::remove_file(place.at("tool")).unwrap();
    fs::write(place.at("tool"), "").unwrap();
    assert!(matches!(
        place.prepare(),
        Err(DirectoryError::NotADirectory { .. })
    ));
}

#[test]
fn a_foreign_one_is_refused() {
    let place = Place::new();
    make(&place.at("tool"), 0o700);
    if !give_away(&place.at("tool")) {
        return;
    }
    let error = place.prepare().unwrap_err();
    assert!(matches!(
        error,
        DirectoryError::ForeignOwner { owner: STRANGER, .. }
    ));
    assert!(
        error
            .to_string()
            .contains("belongs to uid 65533, and we are uid 0"),
        "{error}"
    );
}

#[test]
fn a_base_where_strangers_could_replace_it_is_refused() {
    let place = Place::new();
    fs::set_permissions(place.temp.path(), Permissions::from_mode(0o777)).unwrap();
    assert!(matches!(
        place.prepare(),
        Err(DirectoryError::WritableByOthers { mode: 0o777, .. })
    ));
    assert!(!place.at("tool").exists());
    fs::set_permissions(place.temp.path(), Permissions::from_mode(0o1777)).unwrap();
    place.prepare().unwrap();
}

#[test]
fn what_is_above_a_named_file_is_made_private_and_otherwise_left() {
    let mut place = Place::new();
    make(&place.at("open"), 0o755);
    place.overrides = PathOverrides::default()
        .socket(place.at("a/b/my.sock"))
        .lock(place.at("open/my.lock"))
        .pid_file(place.at("my.pid"));
    place.prepare().unwrap();
    assert_eq!(
        [
            mode(&place.at("a")),
            mode(&place.at("a/b")),
            mode(&place.at("open"))
        ],
        [0o700, 0o700, 0o755]
    );
    assert!(!place.at("tool").exists(), "nothing belongs into it");
}

#[test]
fn a_named_directory_is_made_private_and_otherwise_left() {
    let mut place = Place::new();
    place.overrides = PathOverrides::default().dir(place.at("a/dir"));
    place.prepare().unwrap();
    assert_eq!(mode(&place.at("a/dir")), 0o700);
    for existing in [0o755, 0o1777, 0o775] {
        fs::set_permissions(place.at("a/dir"), Permissions::from_mode(existing)).unwrap();
        place.prepare().unwrap();
        assert_eq!(mode(&place.at("a/dir")), existing);
    }
}

#[test]
fn a_named_directory_that_is_not_safe_is_refused() {
    let mut place = Place::new();
    make(&place.at("dir"), 0o777);
    place.overrides = PathOverrides::default().pid_file(place.at("dir/my.pid"));
    assert!(matches!(
        place.prepare(),
        Err(DirectoryError::WritableByOthers { .. })
    ));
    fs::set_permissions(place.at("dir"), Permissions::from_mode(0o700)).unwrap();
    if give_away(&place.at("dir")) {
        assert!(matches!(
            place.prepare(),
            Err(DirectoryError::ForeignOwner { .. })
        ));
    }
}

#[test]
fn a_file_above_it_is_an_error_with_its_path() {
    let mut place = Place::new();
    fs::write(place.at("file"), "").unwrap();
    place.overrides = PathOverrides::default().dir(place.at("file/x/y"));
    let error = place.prepare().unwrap_err();
    assert!(error.to_string().contains("file"), "{error}");
}
