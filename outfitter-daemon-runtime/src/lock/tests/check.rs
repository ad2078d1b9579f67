//! What a holder finds when it looks after its lock.

use super::super::LockCheck;
use super::*;

#[test]
fn an_untouched_lock_is_ours() {
    let place = Place::new();
    let lock = place.acquire().unwrap();
    assert!(matches!(lock.check(), LockCheck::Ours));
}

#[test]
fn a_removed_file_is_gone() {
    let place = Place::new();
    let lock = place.acquire().unwrap();
    take_away(&place.lock());
    assert!(matches!(lock.check(), LockCheck::Gone));
}

#[test]
fn another_file_at_the_path_is_told_with_its_process() {
    let place = Place::new();
    let lock = place.acquire().unwrap();
    take_away(&place.lock());
    fs::write(place.lock(), "4711\n").unwrap();
    assert!(matches!(lock.check(), LockCheck::Replaced { pid: Some(4711) }));
    take_away(&place.lock());
    fs::create_dir(place.lock()).unwrap();
    assert!(matches!(lock.check(), LockCheck::Replaced { pid: None }));
}

#[test]
fn another_pid_in_our_file_is_told() {
    let place = Place::new();
    let lock = place.acquire().unwrap();
    fs::write(place.lock(), "4711\n").unwrap();
    assert!(matches!(lock.check(), LockCheck::ForeignPid { pid: 4711 }));
    fs::write(place.lock(), "").unwrap();
    assert!(matches!(lock.check(), LockCheck::Damaged));
}

#[test]
fn a_successor_is_not_disturbed() {
    let place = Place::new();
    let old = place.acquire().unwrap();
    take_away(&place.lock());
    let new = place.acquire().unwrap();
    assert!(matches!(old.check(), LockCheck::Replaced { pid: Some(_) }));
    old.release().unwrap();
    assert!(matches!(new.check(), LockCheck::Ours));
}
