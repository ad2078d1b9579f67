//! What only Unix has: modes, owners, links to anything, and descriptors that a child inherits.

use std::os::fd::AsFd;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;

use super::super::file::{Access, NewFile, create_named};
use super::super::{Insecurity, LockCheck, PidFile, PidFileError, Turn, acquire_daemon_lock, look};
use super::*;
use crate::fixtures::{STRANGER, give_away};
use crate::process::is_process_alive;

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
fn a_link_is_no_pid_file() {
    let place = Place::new();
    let lock = place.acquire().unwrap();
    symlink(place.at("elsewhere"), place.at("daemon.pid")).unwrap();
    let refused = PidFile::write(place.at("daemon.pid"), &lock, None).unwrap_err();
    assert!(matches!(
        refused,
        PidFileError::Insecure {
            reason: Insecurity::Symlink,
            ..
        }
    ));
}

#[test]
fn a_socket_is_refused() {
    let place = Place::new();
    let listener = UnixListener::bind(place.lock()).unwrap();
    assert_insecure(&place, &Insecurity::NotAFile);
    drop(listener);
}

#[test]
fn a_pipe_is_refused_and_does_not_hang() {
    let place = Place::new();
    let made = std::process::Command::new("mkfifo").arg(place.lock()).status();
    assert!(made.unwrap().success());
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
fn a_directory_that_everybody_may_write_to_is_refused() {
    let place = Place::new();
    fs::set_permissions(place.0.path(), fs::Permissions::from_mode(0o777)).unwrap();
    assert!(matches!(place.acquire(), Err(LockError::Directory { .. })));
}

#[test]
fn a_new_file_is_private_and_so_are_the_directories_made_for_it() {
    let place = Place::new();
    let path = place.at("a/b/daemon.lock");
    let lock = acquire_daemon_lock(&path).unwrap();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(
        [mode(&path), mode(&place.at("a/b")), mode(&place.at("a"))],
        [0o600, 0o700, 0o700]
    );
    lock.release().unwrap();
    assert!(!path.exists() && place.at("a/b").exists());
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "needs /proc")]
fn a_child_does_not_keep_the_lock() {
    let place = Place::new();
    let lock = place.acquire().unwrap();
    let child = Stranger::new();
    let open_files = fs::read_dir(format!("/proc/{}/fd", child.pid())).unwrap();
    for file in open_files.flatten() {
        assert_ne!(fs::read_link(file.path()).unwrap_or_default(), place.lock());
    }
    lock.release().unwrap();
    place.acquire().unwrap().release().unwrap();
    assert!(is_process_alive(child.pid()));
}

#[test]
fn a_child_that_has_not_closed_it_yet_does_not_keep_it_locked() {
    let place = Place::new();
    let file = create_named(NewFile {
        path: &place.lock(),
        content: "4711\n",
        access: Access::Locked,
    })
    .unwrap()
    .unwrap();
    let mode = fs::metadata(place.lock()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    // What fork gives to a child: another descriptor of the same open file.
    let inherited = file.as_fd().try_clone_to_owned().unwrap();
    drop(file);
    assert!(!place.is_locked());
    drop(inherited);
}

#[test]
fn what_cannot_be_seen_is_not_known() {
    let place = Place::new();
    let path = place.at("dir/daemon.lock");
    let lock = LockRequest::new(&path).acquire().unwrap();
    fs::rename(place.at("dir"), place.at("elsewhere")).unwrap();
    fs::write(place.at("dir"), "").unwrap();
    assert!(matches!(lock.check(), LockCheck::Unknown(_)));
}

#[test]
fn a_link_is_no_turn() {
    let temp = temp_dir();
    let path = temp.path().join("turn");
    symlink(temp.path().join("elsewhere"), &path).unwrap();
    assert!(matches!(Turn::try_take(&path), Err(LockError::Insecure { .. })));
}
