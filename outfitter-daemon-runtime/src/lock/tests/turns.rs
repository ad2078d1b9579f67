//! Taking turns.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::fixtures::temp_dir;
use crate::lock::Turn;

const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn one_at_a_time_and_the_file_stays() {
    let temp = temp_dir();
    let path = temp.path().join("turn");
    let turn = Turn::try_take(&path).unwrap().unwrap();
    assert!(Turn::try_take(&path).unwrap().is_none());
    assert_eq!(Turn::holder(&path), Some(std::process::id().into()));
    drop(turn);
    assert!(path.exists());
    assert!(Turn::try_take(&path).unwrap().is_some());
}

#[test]
fn who_waits_gets_it_as_soon_as_it_is_given_up() {
    let temp = temp_dir();
    let path = temp.path().join("turn");
    let at_it = AtomicU32::new(0);
    let taken = AtomicU32::new(0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let turn = Turn::take_within(&path, PATIENCE).unwrap().unwrap();
                assert_eq!(at_it.fetch_add(1, Ordering::SeqCst), 0, "one at a time");
                taken.fetch_add(1, Ordering::SeqCst);
                at_it.fetch_sub(1, Ordering::SeqCst);
                drop(turn);
            });
        }
    });
    assert_eq!(taken.into_inner(), 8);
}

#[test]
fn who_gave_up_waiting_does_not_keep_it() {
    let temp = temp_dir();
    let path = temp.path().join("turn");
    let turn = Turn::try_take(&path).unwrap().unwrap();
    assert!(
        Turn::take_within(&path, Duration::from_millis(1))
            .unwrap()
            .is_none()
    );
    drop(turn);
    assert!(Turn::take_within(&path, PATIENCE).unwrap().is_some());
}

#[test]
fn a_file_that_was_removed_meanwhile_is_not_the_turn() {
    let temp = temp_dir();
    let path = temp.path().join("turn");
    let first = Turn::try_take(&path).unwrap().unwrap();
    let waiting = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| Turn::take_within(&path, PATIENCE).unwrap().unwrap());
        std::fs::remove_file(&path).unwrap();
        drop(first);
        waiting.join().unwrap()
    });
    assert!(path.exists(), "made again");
    assert!(
        Turn::try_take(&path).unwrap().is_none(),
        "it is the one at the path"
    );
    drop(waiting);
}
