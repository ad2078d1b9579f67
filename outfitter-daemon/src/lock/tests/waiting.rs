//! Locks that are taken by nobody knows whom.

use std::fs::File;
use std::time::Instant;

use super::*;

/// Locks the file as a starter does that has not signed it yet.
fn hold(place: &Place) -> File {
    let file = File::options().read(true).write(true).open(place.lock()).unwrap();
    file.try_lock().unwrap();
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
    holder.unlock().unwrap();
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
    holder.unlock().unwrap();
}

#[test]
fn a_lock_that_is_let_go_meanwhile_is_taken() {
    let place = Place::with_lock_file(DEAD.to_string());
    let holder = hold(&place);
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| place.request().wait(Duration::from_mins(1)).acquire());
        std::thread::yield_now();
        holder.unlock().unwrap();
        waiting.join().unwrap().unwrap().release().unwrap();
    });
}

#[test]
fn a_file_that_is_removed_while_it_is_locked_is_not_waited_for() {
    let place = Place::with_lock_file(DEAD.to_string());
    let holder = hold(&place);
    fs::remove_file(place.lock()).unwrap();
    let lock = place.request().wait(Duration::ZERO).acquire().unwrap();
    assert_eq!(place.content(), own_text());
    holder.unlock().unwrap();
    lock.release().unwrap();
}
