//! Launchers beside each other, and daemons that others started or that end.

use std::process::Command;
use std::time::Duration;

use outfitter_daemon::lock::Turn;
use outfitter_daemon::{LaunchError, LaunchEvent, LaunchOutcome, read_lock_pid};

use crate::place::{Place, start};

#[tokio::test]
async fn who_has_the_turn_and_does_nothing_is_waited_for_no_longer_than_the_timeout_and_named() {
    let place = Place::new();
    std::fs::create_dir_all(place.dir()).unwrap();
    let turn = Turn::try_take(place.file("daemon.start")).unwrap().unwrap();
    let launcher = place.launcher().timeout(Duration::from_millis(300));
    let error = start(&launcher).await.unwrap_err();
    let LaunchError::InProgress { pid, .. } = &error else {
        panic!("{error:?}");
    };
    assert_eq!(*pid, Some(std::process::id().into()));
    let text = error.to_string();
    assert!(
        text.contains("daemon.start") && text.contains("service"),
        "{text}"
    );
    drop(turn);
    assert_eq!(
        start(&launcher).await.unwrap_err_or_outcome(),
        LaunchOutcome::Started
    );
    place.stop().await;
}

/// What a start within 300 ms comes to on a machine that is busy: it may be late, but then it was started.
trait Outcome {
    fn unwrap_err_or_outcome(self) -> LaunchOutcome;
}

impl Outcome for Result<outfitter_daemon::Launched, LaunchError> {
    fn unwrap_err_or_outcome(self) -> LaunchOutcome {
        match self {
            Ok(launched) => launched.outcome,
            Err(LaunchError::Timeout { .. }) => LaunchOutcome::Started,
            Err(other) => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_daemon_that_was_started_by_hand_is_found_by_who_waits() {
    let place = Place::new();
    std::fs::create_dir_all(place.dir()).unwrap();
    let turn = Turn::try_take(place.file("daemon.start")).unwrap().unwrap();
    let (waits, waiting) = std::sync::mpsc::channel();
    let launcher = place.launcher().on_event(move |event| {
        assert!(matches!(
            event,
            LaunchEvent::Waiting { .. } | LaunchEvent::Initializing
        ));
        waits.send(()).unwrap();
    });
    let found = tokio::spawn(async move { start(&launcher).await });
    tokio::task::spawn_blocking(move || waiting.recv().unwrap())
        .await
        .unwrap();
    let mut by_hand = Command::new(env!("CARGO_BIN_EXE_service"));
    let mut by_hand = by_hand.envs(place.surroundings()).spawn().unwrap();
    let running = found.await.unwrap().unwrap();
    assert_eq!(running.pid, Some(by_hand.id()));
    drop(turn);
    place.stop().await;
    assert!(by_hand.wait().unwrap().success());
}

#[tokio::test]
async fn a_daemon_that_is_about_to_end_is_waited_for_and_another_started() {
    let place = Place::new();
    let slow = place.launcher().env("SERVICE_MAIN", "stuck handler");
    let first = start(&slow).await.unwrap();
    // It needs a second for that.
    place.ask_to_stop().await;
    let second = start(&place.launcher()).await.unwrap();
    assert_eq!(second.outcome, LaunchOutcome::Started);
    assert_ne!(first.pid, second.pid);
    let holder = read_lock_pid(place.file("daemon.lock")).unwrap();
    assert_eq!(holder, second.pid.map(i64::from));
    place.stop().await;
}
