//! Very many who want the same daemon at once, of whom one is killed.

use std::collections::BTreeSet;

use outfitter_daemon::read_lock_pid;
use outfitter_daemon_tests::eventually;
use rustix::process::{Pid, Signal, kill_process};

use crate::herd::{answer, herd};
use crate::place::Place;

/// The one that is starting the daemon is killed: at once, when it has made the daemon's process, or whenever
/// the machine gets to it.
#[tokio::test]
async fn the_others_get_it_if_the_first_is_killed() {
    for round in 0..10 {
        let place = Place::new();
        let children = herd(&place);
        let turn = place.file("daemon.start");
        let mut first = None;
        eventually("somebody is starting it", || {
            first = read_lock_pid(&turn).ok().flatten();
            first.is_some()
        });
        for _ in 0..round * 400 {
            std::hint::black_box(read_lock_pid(&turn).ok());
        }
        let first = i32::try_from(first.unwrap()).unwrap();
        // It may be done already.
        let _ = kill_process(Pid::from_raw(first).unwrap(), Signal::KILL);
        let outputs = children.into_iter().map(|child| {
            let pid = child.id().cast_signed();
            (pid, child.wait_with_output().unwrap())
        });
        let answers: BTreeSet<u32> = outputs
            .filter(|(pid, output)| *pid != first || output.status.success())
            .map(|(_, output)| answer(&output))
            .collect();
        assert_eq!(answers.len(), 1, "round {round}: {answers:?}");
        let log = place.log();
        let runs = log.lines().filter(|line| line.contains(": running (PID")).count();
        assert_eq!(runs, 1, "round {round}: {log}");
        place.stop().await;
    }
}
