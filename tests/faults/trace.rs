//! The system calls of a daemon's whole life, and a life in which one of them goes wrong.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::process::Command;

use outfitter_daemon_tests::eventually;

use crate::place::{Finished, HOLDER, Place};
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

/// A life from start to SIGTERM under strace, as the direct child of the test; strace is further away.
fn traced(place: &Place, options: &[&str], log: &Path) -> Command {
    let mut command = place.command("strace");
    command.args(["-D", "-f", "-qq"]).args(options).arg("-o").arg(log);
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
            daemon.signal(rustix::process::Signal::TERM);
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
    let read = || std::fs::read_to_string(&log).unwrap_or_default();
    eventually("strace has written the end", || {
        read().ends_with("+++ exited with 0 +++\n")
    });
    let base = place.base().to_str().unwrap();
    let is_ours = |line: &str| line.contains(base) || line.contains("AF_UNIX");
    let (mut counts, mut calls) = (HashMap::<(String, String), u32>::new(), BTreeMap::new());
    for line in read().lines() {
        let Some((thread, name, line)) = parse(line) else { continue };
        let nth = counts.entry((thread.to_owned(), name.to_owned())).or_default();
        *nth += 1;
        let (name, nth) = (name.to_owned(), *nth);
        // Only what it says, also about its files; and what strace itself begins with.
        if is_ours(line) && !line.starts_with("write(2") && name != "execve" {
            calls
                .entry(Call { name, nth })
                .or_insert_with(|| line.replace(base, ""));
        }
    }
    calls
}

/// The thread, the name of the call, and the line from there, of `12 openat(AT_FDCWD, …`. The second half of
/// a call that was interrupted, and events that are no calls, have no name.
fn parse(line: &str) -> Option<(&str, &str, &str)> {
    let (thread, call) = line.split_once(' ')?;
    let call = call.trim_start();
    let (name, _) = call.split_once('(')?;
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (is_name && !name.is_empty()).then_some((thread, name, call))
}

/// A life in which `fault`, as strace has it, happens to one call.
pub(crate) fn live_with(place: &Place, call: &Call, fault: &str) -> Finished {
    let Call { name, nth } = call;
    let inject = format!("inject={name}:{fault}:when={nth}");
    let trace = format!("trace={name}");
    let options = ["--seccomp-bpf", "-e", &trace, "-e", &inject];
    let what = format!("the end of a life with {fault} at {name} number {nth}");
    live(place, traced(place, &options, Path::new("/dev/null")), &what)
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
