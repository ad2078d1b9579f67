//! The number of a process that was killed is another's, or the next daemon's own.

use std::fs::File;
use std::time::{Duration, SystemTime};

use crate::place::Place;
use crate::shell::Shell;

/// A shell in which the next process gets the number that is asked for.
fn numbering(place: &Place) -> Shell {
    let mut shell = Shell::start(place, &["--pid", "--mount-proc"]);
    shell.does("as() { echo $(($1 - 1)) > /proc/sys/kernel/ns_last_pid; }");
    // It says as which process it runs.
    shell.does("daemon() { as $1; $HOLDER 2> $SAID/$1 & test $! = $1; }");
    shell
}

/// As if the file had been written a minute ago.
fn age(place: &Place) {
    let minute_ago = SystemTime::now() - Duration::from_mins(1);
    for name in ["daemon.lock", "daemon.pid"] {
        let file = File::options().write(true).open(place.dir().join(name)).unwrap();
        file.set_modified(minute_ago).unwrap();
    }
}

#[test]
fn a_number_that_is_a_strangers_now_is_nobodys_daemon() {
    let place = Place::new();
    let mut shell = numbering(&place);
    shell.does("daemon 100");
    place.hears("100", "running (PID 100)");
    shell.does("kill -9 100; wait 100; test $? = 137");
    age(&place);
    shell.does("as 100; sleep 600 & test $! = 100");
    shell.does("daemon 200");
    place.hears("200", "running (PID 200)");
    assert_eq!(std::fs::read_to_string(place.lock()).unwrap(), "200\n");
    shell.does("kill -0 100");
    shell.does("kill 200; wait 200");
    shell.does("kill -0 100");
    assert_eq!(place.files(), [""; 0]);
}

#[test]
fn a_stranger_that_may_be_the_daemon_is_left_alone() {
    let place = Place::new();
    let mut shell = numbering(&place);
    shell.does("sleep 600 & test $! -gt 0");
    let sleeper = shell.does("echo $!");
    // Written after that process was started: for all that can be known, by that process.
    std::fs::create_dir(place.dir()).unwrap();
    std::fs::write(place.lock(), &sleeper).unwrap();
    let (code, said) = shell.tries("$HOLDER 2>&1");
    assert_eq!(code, 75, "{said}");
    assert!(said.contains(sleeper.trim()), "{said}");
    assert_eq!(
        std::fs::read_to_string(place.lock()).unwrap(),
        sleeper,
        "untouched"
    );
}

#[test]
fn its_own_number_in_the_lock_file_is_no_rival() {
    // A container is started again, and everything in it gets the numbers that it had.
    let place = Place::new();
    for _ in 0..2 {
        let mut shell = numbering(&place);
        shell.does("daemon 100");
        place.hears("100", "running (PID 100)");
        shell.does("kill -9 100; wait 100; test $? = 137; rm $SAID/100");
        assert_eq!(std::fs::read_to_string(place.lock()).unwrap(), "100\n");
    }
    place.starts_and_stops("two containers");
}

#[test]
fn the_first_process_of_a_container_hears_signals() {
    let place = Place::new();
    for signal in ["TERM", "INT"] {
        // The shell's number is not 1: `unshare` in it makes another namespace, in which the daemon's is.
        let mut shell = Shell::start(&place, &["--pid", "--mount-proc"]);
        let said = format!("first-{signal}");
        shell.does(&format!(
            "unshare --pid --fork --mount-proc $HOLDER 2> $SAID/{said} & unshare=$!"
        ));
        place.hears(&said, "running (PID 1)");
        let first = shell.does("cat /proc/$unshare/task/$unshare/children");
        shell.does(&format!("kill -{signal} {}; wait $unshare", first.trim()));
        assert_eq!(place.files(), [""; 0], "{signal}");
    }
}
