//! What a handle says, and what letting go does.

use super::super::{acquire_daemon_lock, is_daemon_alive, read_lock_pid, release_daemon_lock};
use super::*;

#[test]
fn the_handle_names_file_and_process() {
    let place = Place::new();
    let lock = acquire_daemon_lock(place.lock()).unwrap();
    assert_eq!(
        (lock.lock_path(), lock.pid()),
        (place.lock().as_path(), own_pid())
    );
    assert_eq!(read_lock_pid(place.lock()).unwrap(), Some(own_pid()));
    assert!(is_daemon_alive(place.lock()));
    assert_eq!(place.content(), own_text());
    assert!(format!("{lock:?}").contains("daemon.lock"));
    release_daemon_lock(lock).unwrap();
    assert_eq!(place.files(), [""; 0]);
}

#[test]
fn dropping_it_lets_go() {
    let place = Place::new();
    drop(place.acquire().unwrap());
    assert_eq!(place.files(), [""; 0]);
    place.acquire().unwrap().release().unwrap();
}

#[test]
fn a_second_handle_in_the_same_process_is_refused() {
    let place = Place::new();
    let lock = place.acquire().unwrap();
    assert_running(place.acquire(), Some(own_pid()));
    lock.release().unwrap();
    place.acquire().unwrap().release().unwrap();
}

#[test]
fn a_file_that_is_gone_is_no_error() {
    let place = Place::new();
    let lock = place.acquire().unwrap();
    take_away(&place.lock());
    lock.release().unwrap();
}

#[test]
fn a_file_that_names_somebody_else_is_left() {
    let place = Place::new();
    let lock = place.acquire().unwrap();
    fs::write(place.lock(), format!("{DEAD}\n")).unwrap();
    lock.release().unwrap();
    assert_eq!(place.content(), format!("{DEAD}\n").as_bytes());
    place.acquire().unwrap().release().unwrap();
}

#[test]
fn a_file_that_somebody_else_put_there_is_left() {
    let place = Place::new();
    let lock = place.acquire().unwrap();
    take_away(&place.lock());
    fs::write(place.lock(), own_text()).unwrap();
    lock.release().unwrap();
    assert_eq!(place.files(), ["daemon.lock"]);
}

#[test]
fn repeated_use_leaves_no_files() {
    let place = Place::new();
    for _ in 0..50 {
        place.acquire().unwrap().release().unwrap();
        fs::write(place.lock(), format!("{DEAD}\n")).unwrap();
        place.acquire().unwrap().release().unwrap();
    }
    assert_eq!(place.files(), [""; 0]);
}
