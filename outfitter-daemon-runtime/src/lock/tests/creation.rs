//! New files under a temporary name, where there are none without a name: on all platforms but Linux.

use std::path::Path;

use super::super::file::{Access, NewFile, create_named};
use super::*;

fn new_file(path: &Path) -> NewFile<'_> {
    NewFile {
        path,
        content: "4711\n",
        access: Access::Locked,
    }
}

#[test]
fn the_file_is_complete_and_locked_and_nothing_else_is_left() {
    let place = Place::new();
    let file = create_named(new_file(&place.lock())).unwrap().unwrap();
    assert_eq!(place.content(), b"4711\n");
    assert!(file.is_at(&place.lock()).unwrap());
    assert!(place.is_locked());
    assert_eq!(place.files(), ["daemon.lock"]);
}

#[test]
fn a_name_that_is_taken_is_left_as_it_is() {
    let place = Place::with_lock_file("1\n");
    assert!(create_named(new_file(&place.lock())).unwrap().is_none());
    assert_eq!(place.content(), b"1\n");
    assert_eq!(place.files(), ["daemon.lock"]);
}

#[test]
fn what_the_killed_have_left_is_swept_and_what_the_living_make_is_not() {
    let place = Place::new();
    let alive = Stranger::new();
    let theirs = format!(".daemon.lock.{}.0.tmp", alive.pid());
    fs::write(place.at(&theirs), "").unwrap();
    fs::write(place.at(&format!(".daemon.lock.{DEAD}.0.tmp")), "").unwrap();
    fs::write(place.at(".daemon.lock.notes.tmp"), "").unwrap();
    let file = create_named(new_file(&place.lock())).unwrap();
    assert_eq!(
        place.files(),
        [theirs.as_str(), ".daemon.lock.notes.tmp", "daemon.lock"]
    );
    drop(file);
}

#[test]
fn many_at_once_make_one() {
    let place = Place::new();
    let path = place.lock();
    let made = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| create_named(new_file(&path)).unwrap()))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect::<Vec<_>>()
    });
    assert_eq!(made.iter().flatten().count(), 1);
    assert_eq!(place.files(), ["daemon.lock"]);
}

#[test]
fn an_error_names_what_was_tried() {
    let place = Place::new();
    let missing = place.at("missing/daemon.lock");
    let error = create_named(new_file(&missing)).unwrap_err();
    assert_eq!(
        LockError::at(&missing)(error).to_string(),
        format!("cannot make the lock file `{}`", missing.display())
    );
}
