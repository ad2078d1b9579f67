//! Very many who want the same daemon at once, none of whom finds it running.

use std::collections::BTreeSet;
use std::process::{Child, Output};

use outfitter_daemon::read_lock_pid;
use outfitter_daemon_tests::{eventually, platform};

use crate::place::Place;

pub(crate) fn herd(place: &Place) -> Vec<Child> {
    (0..platform::HERD)
        .map(|_| place.starter().spawn().unwrap())
        .collect()
}

/// What one of them heard, as the process that answered.
pub(crate) fn answer(output: &Output) -> u32 {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stdout).trim().parse().unwrap()
}

#[tokio::test]
async fn all_get_one_daemon_that_was_started_once() {
    let place = Place::new();
    let outputs = herd(&place)
        .into_iter()
        .map(|child| child.wait_with_output().unwrap());
    let answers: BTreeSet<u32> = outputs.map(|output| answer(&output)).collect();
    assert_eq!(answers.len(), 1, "{answers:?}");
    // One that finds the lock taken would have said so.
    let log = place.log();
    assert_eq!(log.lines().count(), 1, "{log}");
    place.stop().await;
}

/// The one that is starting the daemon is killed: at once, when it has made the daemon's process, or whenever
/// the machine gets to it.
#[tokio::test]
async fn the_others_get_it_if_the_first_is_killed() {
    for round in 0..platform::KILLED_HERDS {
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
        let first = first.unwrap();
        // It may be done already.
        platform::kill(first);
        let outputs = children.into_iter().map(|child| {
            let pid = i64::from(child.id());
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
