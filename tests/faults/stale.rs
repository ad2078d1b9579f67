//! What a daemon that was killed leaves behind is in nobody's way.

use std::os::unix::net::UnixListener;

use outfitter_daemon_tests::eventually;

use crate::herd::{all_say_that_it_runs, herd, one_remains};
use crate::place::{AT_ONCE, HOLDER, Place};

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

#[test]
fn a_file_that_is_removed_between_opening_and_locking_is_not_the_lock() {
    let place = Place::new();
    let mut first = place.start();
    first.running();
    let mut slow = place.command("strace");
    slow.args(["-f", "-q", "-o", "/dev/null", "-e", "trace=flock"])
        .args(["-e", "inject=flock:delay_enter=2s:when=1", HOLDER])
        .env("HOLDER_JOURNAL", place.beside("journal"));
    let mut slow = place.spawn(&mut slow);
    eventually("the slow one has opened the lock", || {
        has_open(slow.pid(), &place)
    });
    assert!(first.terminate().status.success());
    let mut second = place.start();
    second.running();
    assert!(has_open(slow.pid(), &place), "it was faster than the others");
    let slow = slow.finished();
    all_say_that_it_runs(&[slow], &second);
    assert!(second.terminate().status.success());
    assert!(!place.journal().contains("beside"), "{}", place.journal());
}

/// Whether a child of this process has the lock open, or what was the lock when it opened it.
fn has_open(parent: u32, place: &Place) -> bool {
    let lock = place.lock();
    let children = std::fs::read_to_string(format!("/proc/{parent}/task/{parent}/children"));
    let child = children.unwrap_or_default().trim().to_owned();
    let files = std::fs::read_dir(format!("/proc/{child}/fd"))
        .into_iter()
        .flatten()
        .flatten();
    let targets = files.filter_map(|file| std::fs::read_link(file.path()).ok());
    targets
        .into_iter()
        .any(|target| target.to_string_lossy().starts_with(&*lock.to_string_lossy()))
}
