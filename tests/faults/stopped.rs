//! A daemon that has been stopped with SIGSTOP: it lives, and says nothing.

use std::time::{Duration, Instant};

use outfitter_daemon_tests::eventually;
use rustix::process::Signal;

use crate::place::{AT_ONCE, HOLDER, Place, Started};

const STARTER: &str = env!("CARGO_BIN_EXE_starter");

/// How many seconds a client waits for an answer.
const PATIENCE: u8 = 2;

/// A stopped daemon still answers no question, but the kernel takes connections for it.
fn stop(daemon: &Started) {
    daemon.signal(Signal::STOP);
    eventually("it is stopped", || {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", daemon.pid())).unwrap();
        stat.rsplit(')').next().unwrap().trim_start().starts_with('T')
    });
}

#[test]
fn a_stopped_holder_holds() {
    let place = Place::new();
    let mut daemon = place.start();
    daemon.running();
    stop(&daemon);
    for _ in 0..20 {
        let since = Instant::now();
        let finished = place.spawn(&mut place.command(HOLDER)).finished();
        assert_eq!(finished.status.code(), Some(75), "{finished:?}");
        assert!(
            finished.stderr.contains(&format!("PID {}", daemon.pid())),
            "{finished:?}"
        );
        assert!(since.elapsed() < AT_ONCE, "{:?}", since.elapsed());
    }
    daemon.signal(Signal::CONT);
    assert!(daemon.terminate().status.success());
    assert_eq!(place.files(), [""; 0]);
}

#[test]
fn clients_of_a_stopped_daemon_give_up_and_start_no_other() {
    let place = Place::new();
    let mut daemon = place.spawn(&mut place.command(env!("CARGO_BIN_EXE_service")));
    daemon.running();
    stop(&daemon);
    let since = Instant::now();
    let mut clients: Vec<Started> = (0..20)
        .map(|_| {
            place.spawn(
                place
                    .command(STARTER)
                    .env("STARTER_PATIENCE", PATIENCE.to_string()),
            )
        })
        .collect();
    for client in &mut clients {
        let finished = client.finished();
        assert_eq!(finished.status.code(), Some(1), "{finished:?}");
        assert!(
            finished.stderr.contains("did not answer within 2s"),
            "{finished:?}"
        );
    }
    let took = since.elapsed();
    assert!(took < 2 * Duration::from_secs(PATIENCE.into()), "{took:?}");
    // Also those whose connections it finds in its queue are no trouble.
    daemon.signal(Signal::CONT);
    let served = place.spawn(&mut place.command(STARTER)).finished();
    assert!(served.status.success(), "{served:?}");
    assert!(daemon.terminate().status.success());
}
