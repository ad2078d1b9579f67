//! What a daemon that was killed leaves behind is in nobody's way.

use std::os::unix::net::UnixListener;

use crate::herd::{all_say_that_it_runs, herd, one_remains};
use crate::place::{AT_ONCE, Place};

/// A number that is no process: beyond what the kernel hands out unless it is told to, and long, so that
/// what is written over it has to be cut.
const DEAD: &str = "4194303\n";

/// Leaves in `place` what a daemon that was killed leaves.
pub(crate) fn leave_stale_files(place: &Place) {
    std::fs::create_dir_all(place.dir()).unwrap();
    std::fs::write(place.lock(), DEAD).unwrap();
    std::fs::write(place.dir().join("daemon.pid"), DEAD).unwrap();
    drop(UnixListener::bind(place.socket()).unwrap());
}

#[test]
fn one_of_sixteen_takes_over_a_stale_lock() {
    let place = Place::new();
    for _ in 0..50 {
        leave_stale_files(&place);
        let (mut winner, losers) = one_remains(herd(&place, 16));
        assert_eq!(losers.len(), 15);
        all_say_that_it_runs(&losers, &winner);
        assert!(winner.terminate().status.success());
        assert_eq!(place.files(), [""; 0]);
    }
    assert!(!place.journal().contains("beside"), "{}", place.journal());
}

#[test]
fn two_hundred_times_killed_and_started_again() {
    let place = Place::new();
    for round in 0..200 {
        let mut daemon = place.start();
        let took = daemon.running();
        assert!(took < AT_ONCE, "start {round} took {took:?}");
        daemon.kill();
        assert_eq!(place.files().len(), 3, "{:?}", place.files());
    }
    place.starts_and_stops("two hundred kills");
}
