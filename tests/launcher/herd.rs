//! Very many who want the same daemon at once, none of whom finds it running.

use std::collections::BTreeSet;
use std::process::{Child, Output};

use outfitter_daemon_tests::platform;

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
