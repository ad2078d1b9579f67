//! Very many who want to be the one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};

use outfitter_daemon_tests::eventually;
use rustix::process::Signal;

use crate::place::{Finished, HOLDER, Place, Started};
use crate::random::Random;

/// What a daemon has in its directory while it runs.
const FILES: [&str; 3] = ["daemon.lock", "daemon.pid", "daemon.sock"];

/// Starts so many at the same moment.
pub(crate) fn herd(place: &Place, size: usize) -> Vec<Started> {
    let gate = gate(place);
    let start = || {
        let mut command = place.command(HOLDER);
        command.env("HOLDER_JOURNAL", place.beside("journal"));
        place.spawn(command.env("HOLDER_GATE", &gate))
    };
    let herd = (0..size).map(|_| start()).collect();
    let open = File::options().write(true).open(&gate).unwrap();
    std::fs::remove_file(&gate).unwrap();
    // Never closed: one that is just about to open its own end would wait for ever.
    std::mem::forget(open);
    herd
}

fn gate(place: &Place) -> PathBuf {
    let gate = place.beside("gate");
    let made = std::process::Command::new("mkfifo").arg(&gate).status();
    assert!(made.unwrap().success());
    gate
}

/// Waits until all but one have ended; gives that one, and how the others ended.
#[track_caller]
pub(crate) fn one_remains(mut herd: Vec<Started>) -> (Started, Vec<Finished>) {
    let mut losers = Vec::new();
    eventually("all but one have ended", || {
        let mut waiting = Vec::new();
        for mut started in herd.drain(..) {
            match started.try_finished() {
                Some(finished) => losers.push(finished),
                None => waiting.push(started),
            }
        }
        herd = waiting;
        herd.len() <= 1
    });
    let mut winner = herd.pop().expect("one of them runs");
    winner.running();
    (winner, losers)
}

/// They ended with the right code, and know by whom they were beaten, or at least that they were.
#[track_caller]
pub(crate) fn all_say_that_it_runs(losers: &[Finished], winner: &Started) {
    let by_name = format!("already running with PID {}", winner.pid());
    let alternatives = [
        by_name.as_str(),
        "already running (PID ",
        "is already running: another process has locked",
    ];
    for loser in losers {
        assert_eq!(loser.status.code(), Some(75), "{loser:?}");
        assert!(
            alternatives.iter().any(|text| loser.stderr.contains(text)),
            "{loser:?}"
        );
    }
}

fn one_of(size: usize) {
    let place = Place::new();
    let (mut winner, losers) = one_remains(herd(&place, size));
    assert_eq!(losers.len(), size - 1);
    all_say_that_it_runs(&losers, &winner);
    assert_eq!(place.files(), FILES);
    assert!(winner.terminate().status.success());
    assert_eq!(place.files(), [""; 0]);
    assert_eq!(
        place.journal(),
        format!("up {0}\ndown {0}\n", winner.pid()),
        "nobody else was ever up"
    );
}

#[test]
fn one_of_a_thousand_runs() {
    one_of(1000);
}

#[test]
fn one_of_three_hundred_runs_again_and_again() {
    for _ in 0..3 {
        one_of(300);
    }
}

#[test]
fn two_holders_do_not_go_unnoticed() {
    let (place, elsewhere) = (Place::new(), Place::new());
    place.start().running();
    let mut first = place.start();
    first.running();
    let mut second = elsewhere.command(HOLDER);
    let mut second = elsewhere.spawn(second.env("HOLDER_JOURNAL", place.beside("journal")));
    second.running();
    let note = format!("beside {}: {}", first.pid(), second.pid());
    assert!(place.journal().contains(&note), "{}", place.journal());
}

/// Files that were once seen under the name of the lock, held open so that their numbers stay theirs.
#[derive(Default)]
struct LockFiles {
    by_number: BTreeMap<u64, File>,
    seen: usize,
}

impl LockFiles {
    /// Far more than could be in use at once.
    const KEPT: usize = 100;

    fn look(&mut self, place: &Place) {
        let Ok(file) = File::open(place.lock()) else {
            return;
        };
        let number = file.metadata().unwrap().ino();
        self.seen += usize::from(self.by_number.insert(number, file).is_none());
        if self.by_number.len() > Self::KEPT {
            self.by_number.pop_first();
        }
    }

    /// The processes that have one of them locked, by the kernel's own list.
    ///
    /// Only those who are in it twice: it is not read in one piece, and may show what has changed meanwhile.
    fn holders(&self) -> BTreeSet<String> {
        &self.holders_at_once() & &self.holders_at_once()
    }

    fn holders_at_once(&self) -> BTreeSet<String> {
        let locks = std::fs::read_to_string("/proc/locks").unwrap();
        let is_ours = |number: &str| {
            number
                .parse()
                .is_ok_and(|number| self.by_number.contains_key(&number))
        };
        let holder = |line: &str| {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let held = fields.get(1) == Some(&"FLOCK") && is_ours(fields.get(5)?.rsplit(':').next()?);
            held.then(|| fields[4].to_owned())
        };
        locks.lines().filter_map(holder).collect()
    }
}

/// As one may end to whom SIGTERM was sent at any moment, also twice, and who may have been beaten.
fn may_end_so(finished: &Finished) -> bool {
    matches!(finished.status.code(), Some(0 | 75 | 143)) || finished.status.signal() == Some(15)
}

#[test]
fn who_is_killed_at_random_never_lets_two_run() {
    let seconds = std::env::var("FAULT_SECONDS").map_or(10, |seconds| seconds.parse().unwrap());
    let until = Instant::now() + Duration::from_secs(seconds);
    let (place, mut random) = (Place::new(), Random::new());
    let (mut alive, mut locks) = (Vec::<Started>::new(), LockFiles::default());
    while Instant::now() < until {
        if alive.len() < 12 {
            alive.push(place.start());
        }
        locks.look(&place);
        let holders = locks.holders();
        assert!(holders.len() <= 1, "locked by {holders:?}");
        let victim = random.below(alive.len());
        match random.below(6) {
            0 => alive.swap_remove(victim).kill(),
            // It removes its lock file in good order, while others are just opening it.
            1 => alive[victim].signal(Signal::TERM),
            _ => {}
        }
        alive.retain_mut(|started| {
            let finished = started.try_finished();
            assert!(finished.as_ref().is_none_or(may_end_so), "{finished:?}");
            finished.is_none()
        });
    }
    drop(alive);
    place.starts_and_stops("a massacre");
    let journal = place.journal();
    assert!(!journal.contains("beside"), "two at once: {journal}");
    let ups = journal.lines().filter(|line| line.starts_with("up")).count();
    println!("{ups} daemons, {} lock files", locks.seen);
    let enough = usize::try_from(seconds).unwrap();
    assert!(ups > enough && locks.seen > enough, "too few to prove anything");
}

#[test]
fn clients_that_are_killed_while_they_start_it_leave_one_for_the_others() {
    let (place, mut random) = (Place::new(), Random::new());
    let starter = || {
        let mut command = place.command(env!("CARGO_BIN_EXE_starter"));
        place.spawn(command.stdout(Stdio::piped()))
    };
    for round in 0..10 {
        let mut clients: Vec<Started> = (0..30).map(|_| starter()).collect();
        for _ in 0..15 {
            clients.swap_remove(random.below(clients.len())).kill();
        }
        let answers: BTreeSet<String> = clients.iter_mut().map(Started::first_line).collect();
        for client in &mut clients {
            let finished = client.finished();
            assert!(finished.status.success(), "round {round}: {finished:?}");
        }
        assert_eq!(answers.len(), 1, "round {round}: one daemon answered them all");
        let stopped = place
            .spawn(place.command(env!("CARGO_BIN_EXE_starter")).arg("stop"))
            .finished();
        assert!(stopped.status.success(), "round {round}: {stopped:?}");
        let dir = place.base().join("service");
        eventually(
            "nothing is left of it but what the next one is started by",
            || std::fs::read_dir(&dir).unwrap().count() == 1,
        );
    }
}
