//! Launchers beside each other: who is killed or stopped while at it, and daemons that others started or that end.

use std::io::Read;
use std::process::Child;

use outfitter_daemon::LaunchOutcome;
use outfitter_daemon::lock::Turn;
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
