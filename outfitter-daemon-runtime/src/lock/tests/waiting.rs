//! Locks that are taken by nobody knows whom.

use std::time::Instant;

use super::super::file::RecordFile;
use super::*;

/// Locks the file as a starter does that has not signed it yet.
fn hold(place: &Place) -> RecordFile {
    let mut file = RecordFile::open(&place.lock()).unwrap().unwrap();
    assert!(file.try_lock().unwrap());
    file
}

#[test]
fn a_holder_that_does_not_sign_is_waited_for_up_to_the_deadline() {
    let place = Place::with_lock_file(DEAD.to_string());
    let holder = hold(&place);
    let started = Instant::now();
    let wait = Duration::from_millis(200);
    assert_running(place.request().wait(wait).acquire(), None);
    assert!(
        started.elapsed() >= wait && started.elapsed() < Duration::from_secs(5),
        "{:?}",
        started.elapsed()
    );
    drop(holder);
}

#[test]
fn a_holder_that_is_known_is_not_waited_for() {
    let other = Stranger::new();
    let place = Place::with_lock_file(other.pid().to_string());
    let holder = hold(&place);
    let started = Instant::now();
    assert_running(
        place.request().wait(Duration::from_mins(1)).acquire(),
        Some(other.pid()),
    );
    assert!(started.elapsed() < Duration::from_secs(30));
    drop(holder);
}

#[test]
fn a_lock_that_is_let_go_meanwhile_is_taken() {
    let place = Place::with_lock_file(DEAD.to_string());
    let holder = hold(&place);
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| place.request().wait(Duration::from_mins(1)).acquire());
        std::thread::yield_now();
        drop(holder);
        waiting.join().unwrap().unwrap().release().unwrap();
    });
}

#[test]
fn a_file_that_is_removed_while_it_is_locked_is_not_waited_for() {
    let place = Place::with_lock_file(DEAD.to_string());
    let holder = hold(&place);
    take_away(&place.lock());
    let lock = place.request().wait(Duration::ZERO).acquire().unwrap();
    assert_eq!(place.content(), own_text());
    drop(holder);
    lock.release().unwrap();
}
