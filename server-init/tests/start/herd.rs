//! Many at once, with whatever others have left behind.

use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

use crate::place::{Foreign, Place, eventually, is_ok, now_ms};
use crate::platform;

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
fn any_number_start_one_server() {
    one_server_for(&Place::new(), platform::HERD);
}

#[test]
fn twenty_start_one_beside_the_lock_of_one_that_died() {
    for _ in 0..5 {
        let place = Place::new();
        let ends = platform::ends_with(0);
        let mut dead = Command::new(&ends[0]).args(&ends[1..]).spawn().unwrap();
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

#[test]
fn one_that_is_killed_is_followed_by_one_of_those_who_wait() {
    let place = Place::new();
    let mut command = place.program();
    let mut first = command.arg("--").args(place.silent_server()).spawn().unwrap();
    eventually("it has the lock", || place.lock().exists());
    let others: Vec<_> = (0..20).map(|_| place.starter().spawn().unwrap()).collect();
    first.kill().unwrap();
    first.wait().unwrap();
    for other in others {
        is_ok(&other.wait_with_output().unwrap());
    }
    assert_eq!(place.started().len(), 1);
    assert_eq!(place.left(), ["server-init.lock.turn"]);
}
