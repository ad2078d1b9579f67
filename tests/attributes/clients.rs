//! What the clients do beside asking once.

use outfitter_daemon::ipc::{BlockingClient, CallError};
use outfitter_daemon_tests::protocol::{NotDivisible, Request, request};
use outfitter_daemon_tests::{RunningDaemon, within};

use crate::{client, service};

/// The daemon is killed while it works on the request, and another takes its place.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_an_idempotent_request_is_repeated_by_itself() {
    for (idempotent, repeated) in [(true, true), (false, false)] {
        let daemon = service();
        let client = client(&daemon).await;
        let asked = tokio::spawn({
            let client = client.clone();
            async move {
                if idempotent {
                    client.slow().await
                } else {
                    client.slow_once().await
                }
            }
        });
        outfitter_daemon_tests::eventually("the handler is at work", || daemon.dir().join("slow").exists());
        std::fs::write(daemon.dir().join("quick"), "").unwrap();
        let folder = daemon.kill();
        let second = RunningDaemon::start_in(folder, env!("CARGO_BIN_EXE_service"), "service");
        // A request that may be repeated meets the second daemon at the latest when it is asked again.
        let answer = match within("an answer", asked).await.unwrap() {
            Err(CallError::Connection(_)) if idempotent => client.slow().await,
            answer => answer,
        };
        assert_eq!(answer.is_ok(), repeated, "{answer:?}");
        if !repeated {
            assert!(
                matches!(answer, Err(CallError::Disconnected { sent: true })),
                "{answer:?}"
            );
        }
        drop(second);
    }
}

#[test]
fn a_program_without_a_runtime_has_a_client_too() {
    let daemon = service();
    let mut client = BlockingClient::<Request>::connect_to(daemon.socket()).unwrap();
    assert_eq!(client.call(request::Divide { a: 7, b: 2 }).unwrap().quotient, 3);
    let error = client.call(request::Divide { a: 7, b: 0 }).unwrap_err();
    assert!(
        matches!(error, CallError::Failed(NotDivisible::ByZero { a: 7 })),
        "{error}"
    );

    let mut hasty = client.with_timeout(std::time::Duration::from_millis(20));
    let error = hasty.call(request::SlowOnce).unwrap_err();
    assert!(matches!(error, CallError::Timeout { .. }), "{error}");
    // The late answer to the call that was given up is not taken for this one's.
    std::fs::write(daemon.dir().join("quick"), "").unwrap();
    let mut patient = hasty.with_timeout(outfitter_daemon_tests::LIMIT);
    assert_eq!(patient.call(request::Divide { a: 9, b: 3 }).unwrap().quotient, 3);

    drop(daemon);
    let error = patient.call(request::Who).unwrap_err();
    assert!(matches!(error, CallError::Disconnected { .. }), "{error}");
    assert!(
        BlockingClient::<Request>::connect_to("/nowhere/daemon.sock")
            .unwrap_err()
            .is_not_running()
    );
}
