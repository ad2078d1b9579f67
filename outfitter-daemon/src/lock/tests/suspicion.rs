//! Files that somebody planted.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;

use super::super::{Insecurity, PidFile, PidFileError, look};
use super::*;
use crate::fixtures::{STRANGER, give_away};

fn assert_insecure(place: &Place, expected: &Insecurity) {
    match place.acquire() {
        Err(LockError::Insecure { reason, path }) => assert_eq!((&reason, path), (expected, place.lock())),
        other => panic!("expected `Insecure`, found {other:?}"),
    }
}

#[test]
fn a_link_is_refused_wherever_it_leads() {
    let place = Place::new();
    for target in ["missing", "file"] {
        fs::write(place.at("file"), "precious").unwrap();
        symlink(place.at(target), place.lock()).unwrap();
        assert_insecure(&place, &Insecurity::Symlink);
        assert!(look(place.lock()).is_err());
        fs::remove_file(place.lock()).unwrap();
    }
    assert_eq!(fs::read(place.at("file")).unwrap(), b"precious");
    assert!(!place.at("missing").exists());
}

#[test]
fn a_directory_or_a_socket_is_refused() {
    let place = Place::new();
    fs::create_dir(place.lock()).unwrap();
    assert_insecure(&place, &Insecurity::NotAFile);
    assert!(look(place.lock()).is_err());
    fs::remove_dir(place.lock()).unwrap();
    let listener = UnixListener::bind(place.lock()).unwrap();
    assert_insecure(&place, &Insecurity::NotAFile);
    drop(listener);
}

#[test]
fn a_pipe_is_refused_and_does_not_hang() {
    let place = Place::new();
    let mode = rustix::fs::Mode::from_raw_mode(0o600);
    rustix::fs::mkfifoat(rustix::fs::CWD, place.lock(), mode).unwrap();
    assert_insecure(&place, &Insecurity::NotAFile);
    assert!(look(place.lock()).is_err());
}

#[test]
fn a_foreign_file_is_refused() {
    let place = Place::with_lock_file(DEAD.to_string());
    if !give_away(&place.lock()) {
        return;
    }
    assert_insecure(
        &place,
        &Insecurity::ForeignOwner {
            owner: STRANGER,
            uid: 0,
        },
    );
    fs::rename(place.lock(), place.at("daemon.pid")).unwrap();
    let lock = place.acquire().unwrap();
    let error = PidFile::write(place.at("daemon.pid"), &lock, None).unwrap_err();
    assert!(matches!(
        error,
        PidFileError::Insecure {
            reason: Insecurity::ForeignOwner { .. },
            ..
        }
    ));
}

#[test]
fn a_file_of_ours_that_is_open_to_others_is_closed() {
    let place = Place::with_lock_file("");
    fs::set_permissions(place.lock(), fs::Permissions::from_mode(0o666)).unwrap();
    let lock = place.acquire().unwrap();
    assert_eq!(
        fs::metadata(place.lock()).unwrap().permissions().mode() & 0o777,
        0o600
    );
    drop(lock);
}

#[test]
fn a_file_with_another_name_keeps_its_content_there() {
    let place = Place::new();
    fs::write(place.at("precious"), "a long text that is not ours to change").unwrap();
    fs::hard_link(place.at("precious"), place.lock()).unwrap();
    fs::hard_link(place.at("precious"), place.at("daemon.pid")).unwrap();
    let lock = place.acquire().unwrap();
    let pid_file = PidFile::write(place.at("daemon.pid"), &lock, None).unwrap();
    assert_eq!(place.content(), own_text());
    drop((pid_file, lock));
    assert_eq!(
        fs::read(place.at("precious")).unwrap(),
        b"a long text that is not ours to change"
    );
    assert_eq!(place.files(), ["precious"]);
}

#[test]
fn a_directory_that_everybody_may_write_to_is_refused() {
    let place = Place::new();
    fs::set_permissions(place.0.path(), fs::Permissions::from_mode(0o777)).unwrap();
    assert!(matches!(place.acquire(), Err(LockError::Directory { .. })));
}
