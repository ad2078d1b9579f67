//! The system calls of a daemon's whole life, and a life in which one of them goes wrong.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::process::Command;

use outfitter_daemon_tests::eventually;
use rustix::process::Signal;

use crate::place::{Finished, HOLDER, Place, signal};
use crate::stale::leave_stale_files;

/// One system call among those of a life, by its name and how many of that name its thread had made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Call {
    pub(crate) name: String,
    pub(crate) nth: u32,
}

/// What is in the daemon's place when its life begins.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Before {
    Nothing,
    /// The lock, PID file and socket of a daemon that was killed.
    StaleFiles,
}

impl Before {
    pub(crate) fn prepare(self, place: &Place) {
        let dir = place.dir();
        if dir.exists() {
            std::fs::remove_dir_all(dir).unwrap();
        }
        if matches!(self, Self::StaleFiles) {
            leave_stale_files(place);
        }
    }
}

/// A life under strace, which ends as the daemon does.
fn traced(place: &Place, options: &[&str], log: &Path) -> Command {
    let mut command = place.command("strace");
    command.args(["-f", "-q"]).args(options).arg("-o").arg(log);
    command.args(["--", HOLDER]);
    command
}

/// Runs a daemon until it ends, asking it to as soon as it runs.
fn live(place: &Place, mut command: Command, what: &str) -> Finished {
    let mut daemon = place.spawn(&mut command);
    let (mut asked, mut finished) = (false, None);
    eventually(what, || {
        finished = daemon.try_finished();
        if finished.is_none() && !asked && daemon.says_it_runs() {
            // Its parent, strace, keeps the signals that it gets itself for later.
            signal(daemon.pid_it_says(), Signal::TERM);
            asked = true;
        }
        finished.is_some()
    });
    finished.unwrap()
}

/// The calls that have to do with the daemon's files, its socket and its lock, each with a line that shows it.
pub(crate) fn calls(before: Before) -> BTreeMap<Call, String> {
    let place = Place::new();
    before.prepare(&place);
    let log = place.beside("trace");
    let finished = live(
        &place,
        traced(&place, &["-yy", "-s", "300"], &log),
        "a life under strace",
    );
    assert!(finished.status.success(), "{finished:?}");
    let log = std::fs::read_to_string(&log).unwrap();
    let base = place.base();
    let (mut counts, mut calls) = (HashMap::<(String, String), u32>::new(), BTreeMap::new());
    for line in log.lines() {
        let Some((thread, name, line)) = parse(line) else {
            continue;
        };
        let nth = counts.entry((thread.to_owned(), name.to_owned())).or_default();
        *nth += 1;
        let (name, nth) = (name.to_owned(), *nth);
        if is_ours(&place, line) {
            let short = || line.replace(base.to_str().unwrap(), "");
            calls.entry(Call { name, nth }).or_insert_with(short);
        }
    }
    calls
}

/// Whether the call is about the daemon's files, or is one that gets it a socket, and not about what it says,
/// also of its files, nor the one with which strace begins.
pub(crate) fn is_ours(place: &Place, line: &str) -> bool {
    let about = line.contains(place.base().to_str().unwrap()) || line.contains("AF_UNIX");
    about && !line.starts_with("write(2") && !line.starts_with("execve(")
}

/// The thread, the name of the call, and the line from there, of `12 openat(AT_FDCWD, …`. The second half of
/// a call that was interrupted, and events that are no calls, have no name.
fn parse(line: &str) -> Option<(&str, &str, &str)> {
    let (thread, call) = line.split_once(' ')?;
    let call = call.trim_start();
    let (name, _) = call.split_once('(')?;
    let is_name = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (is_name && !name.is_empty()).then_some((thread, name, call))
}

/// A life in which `fault`, as strace has it, happens to one call; also gives the lines of the calls that it
/// happened to, which may be more than one if several threads get that far.
pub(crate) fn live_with(place: &Place, call: &Call, fault: &str) -> (Finished, Vec<String>) {
    let Call { name, nth } = call;
    let inject = format!("inject={name}:{fault}:when={nth}");
    let trace = format!("trace={name}");
    let options = ["-yy", "-s", "300", "-e", &trace, "-e", &inject];
    let what = format!("the end of a life with {fault} at {name} number {nth}");
    let log = place.beside("trace");
    let finished = live(place, traced(place, &options, &log), &what);
    let log = std::fs::read_to_string(log).unwrap();
    let hit = log.lines().filter(|line| line.ends_with("(INJECTED)"));
    let hit = hit.filter_map(|line| Some(parse(line)?.2.to_owned())).collect();
    (finished, hit)
}

/// Does `work` for each of `cases`, on all processors.
pub(crate) fn for_each<T: Sync>(cases: &[T], work: impl Fn(&Place, &T) + Sync) {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let place = Place::new();
                while let Some(case) = cases.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
                    work(&place, case);
                }
            });
        }
    });
}
