//! A disk that is full, or cannot be written to.

use std::time::{Duration, Instant};

use crate::place::Place;
use crate::shell::Shell;

/// A start that cannot succeed has to say so before it would have waited for a lock.
const SOON: Duration = Duration::from_secs(2);

/// Tries to start a daemon, and gives its exit code and what it said.
fn start(shell: &mut Shell) -> (i32, String) {
    let since = Instant::now();
    let ended = shell.tries("timeout 10 $HOLDER 2>&1");
    assert!(since.elapsed() < SOON, "{:?}: {ended:?}", since.elapsed());
    ended
}

/// A daemon starts and stops.
fn starts_and_stops(place: &Place, shell: &mut Shell) {
    shell.does("$HOLDER 2> $SAID/last & daemon=$!");
    place.hears("last", "running (PID ");
    shell.does("kill $daemon; wait $daemon; rm $SAID/last");
    assert_eq!(shell.does("ls -A $BASE/holder"), "");
}

/// In `shell`, the runtime directory is a file system of its own with these options.
fn small_disk(place: &Place, options: &str) -> Shell {
    let mut shell = Shell::start(place, &["--mount"]);
    shell.does(&format!("mount -t tmpfs -o mode=0700,{options} none $BASE"));
    shell
}

#[track_caller]
fn stands_in_the_way(ended: &(i32, String), error: &str, place: &Place) {
    let (code, said) = ended;
    assert_eq!(*code, 71, "{said}");
    let base = place.base();
    assert!(
        said.contains(error) && said.contains(base.to_str().unwrap()),
        "{said}"
    );
    assert!(!said.contains("panicked"), "{said}");
}

#[test]
fn a_full_disk_is_an_error_until_there_is_room() {
    let place = Place::new();
    let mut shell = small_disk(&place, "size=64k");
    // Once with the directory there already, so that it is the lock file that finds no room.
    shell.does("mkdir -m 700 $BASE/holder");
    shell.tries("cat /dev/zero 2> /dev/null > $BASE/full");
    stands_in_the_way(&start(&mut shell), "No space left on device", &place);
    assert_eq!(shell.does("ls -A $BASE/holder"), "");
    shell.does("rm $BASE/full");
    starts_and_stops(&place, &mut shell);
}

#[test]
fn no_more_files_is_an_error_until_there_are() {
    let place = Place::new();
    // A daemon takes five: the root, its directory, lock, PID file, socket. Each time another finds none left.
    for files in 1..=4 {
        let mut shell = small_disk(&place, &format!("nr_inodes={files}"));
        let ended = start(&mut shell);
        stands_in_the_way(&ended, "No space left on device", &place);
        assert_eq!(
            shell.does("ls -A $BASE/holder 2> /dev/null || true"),
            "",
            "{ended:?}"
        );
        shell.does("mount -o remount,nr_inodes=50 $BASE");
        starts_and_stops(&place, &mut shell);
    }
}

#[test]
fn a_running_daemon_stops_well_on_a_disk_that_is_full() {
    let place = Place::new();
    let mut shell = small_disk(&place, "size=64k");
    shell.does("$HOLDER 2> $SAID/full & daemon=$!");
    place.hears("full", "running (PID ");
    shell.tries("cat /dev/zero 2> /dev/null > $BASE/full");
    shell.does("kill $daemon; wait $daemon");
    assert_eq!(shell.does("ls -A $BASE/holder"), "");
}

#[test]
fn a_disk_that_cannot_be_written_to_is_an_error() {
    let place = Place::new();
    let mut shell = Shell::start(&place, &["--mount"]);
    shell.does("mkdir -m 700 $BASE/holder");
    shell.does("mount --bind $BASE $BASE && mount -o remount,bind,ro $BASE");
    stands_in_the_way(&start(&mut shell), "Read-only file system", &place);
    shell.does("mount -o remount,bind,rw $BASE");
    starts_and_stops(&place, &mut shell);
}
