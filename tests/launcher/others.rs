//! Launchers beside each other: who is killed or stopped while at it, and daemons that others started or that end.

use std::io::Read;
use std::process::{Child, Command};
use std::time::Duration;

use outfitter_daemon::lock::Turn;
use outfitter_daemon::{LaunchError, LaunchEvent, LaunchOutcome, read_lock_pid};
use outfitter_daemon_tests::eventually;
use rustix::process::{Pid, Signal, kill_process};

use crate::place::{Place, start};

fn signal(child: &Child, signal: Signal) {
    kill_process(Pid::from_raw(child.id().cast_signed()).unwrap(), signal).unwrap();
}

/// A process that has started the daemon and waits until it is ready, which it is not before the gate is open.
fn waiting_starter(place: &Place) -> Child {
    let gate = place.gate();
    let mut starter = place.starter();
    starter
        .env("SERVICE_MAIN", "wait at the gate")
        .env("SERVICE_GATE", gate);
    let starter = starter.spawn().unwrap();
    eventually("the daemon is initializing", || {
        place.file("daemon.sock").exists()
    });
    starter
}

fn nobody_is_at_it(place: &Place) -> bool {
    Turn::try_take(place.file("daemon.start")).unwrap().is_some()
}

#[tokio::test]
async fn a_launcher_that_is_killed_does_not_make_the_next_one_start_a_second_daemon() {
    let place = Place::new();
    let mut starter = waiting_starter(&place);
    starter.kill().unwrap();
    starter.wait().unwrap();
    assert!(!nobody_is_at_it(&place), "the daemon is still at it");
    place.open_gate();
    let launched = start(&place.launcher()).await.unwrap();
    assert_eq!(launched.outcome, LaunchOutcome::AlreadyRunning);
    eventually("it is done", || nobody_is_at_it(&place));
    assert_eq!(place.log().lines().count(), 1, "{}", place.log());
    place.stop().await;
}

#[tokio::test]
async fn a_launcher_that_is_stopped_does_not_keep_the_turn_when_the_daemon_runs() {
    let place = Place::new();
    let mut starter = waiting_starter(&place);
    signal(&starter, Signal::STOP);
    place.open_gate();
    eventually("nobody is starting it any more", || nobody_is_at_it(&place));
    let launched = start(&place.launcher()).await.unwrap();
    assert_eq!(launched.outcome, LaunchOutcome::AlreadyRunning);
    signal(&starter, Signal::CONT);
    let mut said = String::new();
    starter.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(said.trim(), launched.pid.unwrap().to_string());
    assert!(starter.wait().unwrap().success());
    place.stop().await;
}

#[tokio::test]
async fn who_has_the_turn_and_does_nothing_is_waited_for_no_longer_than_the_timeout_and_named() {
    let place = Place::new();
    std::fs::create_dir(place.file("")).unwrap();
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
    std::fs::create_dir(place.file("")).unwrap();
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
    by_hand.env("XDG_RUNTIME_DIR", place.beside(""));
    let mut by_hand = by_hand
        .env("XDG_STATE_HOME", place.beside("state"))
        .spawn()
        .unwrap();
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
