//! The PID file beside the lock.

use super::super::{PidFile, PidFileError};
use super::*;

fn place_with_lock() -> (Place, PathBuf, LockHandle) {
    let place = Place::new();
    let (path, lock) = (place.at("daemon.pid"), place.acquire().unwrap());
    (place, path, lock)
}

#[test]
fn it_names_us_until_it_is_removed() {
    let (place, path, lock) = place_with_lock();
    let pid_file = PidFile::write(&path, &lock, None).unwrap();
    assert_eq!(pid_file.path(), path);
    assert_eq!(fs::read(&path).unwrap(), own_text());
    pid_file.remove().unwrap();
    assert_eq!(place.files(), ["daemon.lock"]);
    drop(PidFile::write(&path, &lock, None).unwrap());
    assert_eq!(place.files(), ["daemon.lock"]);
}

#[test]
fn directories_are_made_for_it() {
    let (place, _, lock) = place_with_lock();
    let path = place.at("a/b/my.pid");
    let pid_file = PidFile::write(&path, &lock, None).unwrap();
    assert_eq!(fs::read(&path).unwrap(), own_text());
    pid_file.remove().unwrap();
}

#[test]
fn what_a_killed_daemon_left_is_overwritten() {
    for content in [DEAD.to_string(), String::new(), "garbage".repeat(100), "0".into()] {
        let (_place, path, lock) = place_with_lock();
        fs::write(&path, content).unwrap();
        let pid_file = PidFile::write(&path, &lock, None).unwrap();
        assert_eq!(fs::read(&path).unwrap(), own_text());
        pid_file.remove().unwrap();
    }
}

#[test]
fn a_live_process_in_it_is_refused() {
    let other = Stranger::new();
    let (place, path, lock) = place_with_lock();
    fs::write(&path, other.pid().to_string()).unwrap();
    match PidFile::write(&path, &lock, None) {
        Err(PidFileError::AlreadyRunning { pid, .. }) => assert_eq!(pid, other.pid()),
        result => panic!("expected `AlreadyRunning`, found {result:?}"),
    }
    assert_eq!(fs::read(&path).unwrap(), other.pid().to_string().as_bytes());
    date_back(&path);
    PidFile::write(&path, &lock, Some(&place.socket()))
        .unwrap()
        .remove()
        .unwrap();
}

#[test]
fn the_lock_file_as_pid_file_is_left_to_the_lock() {
    let (place, _, lock) = place_with_lock();
    let odd_spelling = place.at("./daemon.lock");
    for path in [place.lock(), odd_spelling] {
        PidFile::write(path, &lock, None).unwrap().remove().unwrap();
        assert_eq!(place.content(), own_text());
    }
}

#[test]
fn it_is_left_if_it_names_somebody_else_or_is_gone() {
    let (_place, path, lock) = place_with_lock();
    let pid_file = PidFile::write(&path, &lock, None).unwrap();
    fs::write(&path, "1\n").unwrap();
    pid_file.remove().unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"1\n");
    fs::remove_file(&path).unwrap();
    let pid_file = PidFile::write(&path, &lock, None).unwrap();
    fs::remove_file(&path).unwrap();
    pid_file.remove().unwrap();
}

#[test]
fn a_path_that_cannot_be_written_is_an_error_with_the_path() {
    let (place, _, lock) = place_with_lock();
    let below_a_file = place.lock().join("x.pid");
    let error = PidFile::write(&below_a_file, &lock, None).unwrap_err();
    assert!(error.to_string().contains("x.pid"), "{error}");
    assert!(matches!(error, PidFileError::Directory { .. }));
}
