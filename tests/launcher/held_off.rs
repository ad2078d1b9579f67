//! Daemons that fail to start, again and again.

use std::time::Duration;

use outfitter_daemon::{LaunchError, LaunchOutcome, Launcher};
use outfitter_daemon_tests::{eventually, platform};

use crate::place::{Place, start};

/// A launcher of a program that fails, and counts how often it was started.
fn failing(place: &Place) -> Launcher {
    let launcher = place.launcher().program(env!("CARGO_BIN_EXE_pretender"));
    launcher
        .env("PRETENDER_COUNT", place.beside("count"))
        .env("PRETENDER_SAYS", "no disk")
}

fn starts(place: &Place) -> usize {
    std::fs::read_to_string(place.beside("count"))
        .unwrap_or_default()
        .lines()
        .count()
}

#[tokio::test]
async fn one_that_fails_again_and_again_is_held_off_with_the_reason() {
    let place = Place::new();
    let launcher = failing(&place);
    let mut refused = 0;
    for _ in 0..20 {
        match start(&launcher).await.unwrap_err() {
            LaunchError::Died { status, log_tail, .. } => {
                assert_eq!(status.unwrap().code(), Some(3));
                assert_eq!(log_tail, platform::heard("no disk"), "of this start alone");
            }
            error @ LaunchError::HeldOff { failures: 5, .. } => {
                refused += 1;
                let text = error.to_string();
                assert!(
                    text.contains("5 times in a row")
                        && text.contains(platform::heard("no disk"))
                        && text.contains("forced"),
                    "{text}"
                );
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((starts(&place), refused), (5, 15));
}

#[tokio::test]
async fn who_insists_starts_it_and_a_success_is_the_end_of_it() {
    let place = Place::new();
    let launcher = failing(&place);
    for _ in 0..5 {
        start(&launcher).await.unwrap_err();
    }
    let held = place.launcher();
    let refused = start(&held).await.unwrap_err();
    assert!(matches!(refused, LaunchError::HeldOff { .. }), "{refused:?}");
    assert!(place.file("daemon.failed").exists());
    let forced = start(&held.clone().force(true)).await.unwrap();
    assert_eq!(forced.outcome, LaunchOutcome::Started);
    assert!(!place.file("daemon.failed").exists());
    place.stop().await;
    assert_eq!(start(&held).await.unwrap().outcome, LaunchOutcome::Started);
    place.stop().await;
}

#[tokio::test]
async fn it_is_tried_again_when_the_time_is_over() {
    let place = Place::new();
    let launcher = failing(&place);
    for _ in 0..5 {
        start(&launcher).await.unwrap_err();
    }
    eventually("the first second is over", || {
        let error = launcher.start_in_another_thread();
        !matches!(error, LaunchError::HeldOff { .. })
    });
    assert_eq!(starts(&place), 6);
    let LaunchError::HeldOff { wait, .. } = start(&launcher).await.unwrap_err() else {
        panic!("held off again");
    };
    assert!(wait > Duration::from_secs(1), "for longer: {wait:?}");
}

trait Blocking {
    fn start_in_another_thread(&self) -> LaunchError;
}

impl Blocking for Launcher {
    fn start_in_another_thread(&self) -> LaunchError {
        std::thread::scope(|scope| scope.spawn(|| self.start_blocking().unwrap_err()).join().unwrap())
    }
}
