//! Daemons that fail to start.

use std::time::Duration;

use outfitter_daemon::LaunchError;

use crate::place::{Place, start};

#[tokio::test]
async fn one_that_takes_too_long_is_named_and_no_failure() {
    let place = Place::new();
    let launcher = place
        .launcher()
        .env("SERVICE_MAIN", "hang")
        .timeout(Duration::from_millis(1500));
    let LaunchError::Timeout { pid, .. } = start(&launcher).await.unwrap_err() else {
        panic!("a timeout");
    };
    assert!(
        outfitter_daemon::is_process_alive(pid.into()),
        "it is left to itself"
    );
    assert!(!place.file("daemon.failed").exists());
    // Who comes later sees how far it is.
    let error = start(&launcher).await.unwrap_err();
    assert!(
        matches!(error, LaunchError::StillInitializing { .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_program_that_cannot_be_started_is_named() {
    let place = Place::new();
    let error = start(&place.launcher().program("/no/such/program"))
        .await
        .unwrap_err();
    assert!(matches!(error, LaunchError::Spawn { .. }), "{error:?}");
    assert!(error.to_string().contains("/no/such/program"), "{error}");
    assert!(!place.file("daemon.failed").exists());
}
