//! Many at once, with whatever others have left behind.

use std::process::Output;
use std::time::{Duration, SystemTime};

use crate::place::{Foreign, Place, is_ok, now_ms};

fn all_at_once(place: &Place, size: usize) -> Vec<Output> {
    let children: Vec<_> = (0..size).map(|_| place.starter().spawn().unwrap()).collect();
    children
        .into_iter()
        .map(|child| child.wait_with_output().unwrap())
        .collect()
}

/// So many get the one server, and leave nothing.
#[track_caller]
fn one_server_for(place: &Place, size: usize) {
    all_at_once(place, size).iter().for_each(is_ok);
    assert_eq!(place.started().len(), 1, "one server");
    assert_eq!(place.left(), ["server-init.lock.turn"]);
}

#[test]
fn a_hundred_start_one_server() {
    one_server_for(&Place::new(), 100);
}

#[test]
fn twenty_start_one_beside_the_lock_of_one_that_died() {
    for _ in 0..5 {
        let place = Place::new();
        let mut dead = std::process::Command::new("true").spawn().unwrap();
        dead.wait().unwrap();
        place.leave(&format!("{{\"pid\":{},\"timestamp\":{}}}", dead.id(), now_ms()));
        one_server_for(&place, 20);
    }
}

#[test]
fn twenty_start_one_beside_a_lock_that_is_too_old() {
    for _ in 0..5 {
        let place = Place::new();
        let old = now_ms() - 61_000;
        place.leave(&format!("{{\"pid\":{},\"timestamp\":{old}}}", std::process::id()));
        one_server_for(&place, 20);
    }
}

#[test]
fn twenty_start_one_beside_a_corrupt_lock() {
    for (round, content) in ["", "garbage", "{\"pid\":", "null", "\0\0\0"]
        .into_iter()
        .enumerate()
    {
        let place = Place::new();
        place.leave(content);
        // Only the first is as new as one that is just being made, which is worth waiting for.
        if round > 0 {
            let lock = std::fs::File::options().write(true).open(place.lock()).unwrap();
            lock.set_modified(SystemTime::now() - Duration::from_secs(10))
                .unwrap();
        }
        one_server_for(&place, 20);
    }
}

#[test]
fn twenty_start_one_beside_the_lock_of_a_live_process_that_has_nothing_to_do_with_it() {
    for _ in 0..5 {
        let place = Place::new();
        let foreign = Foreign::new();
        let pid = foreign.0.id();
        place.leave(&format!("{{\"pid\":{pid},\"timestamp\":{}}}", now_ms()));
        one_server_for(&place, 20);
    }
}
