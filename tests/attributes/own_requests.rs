//! What every daemon answers, at any moment of its life.

use outfitter_daemon::ipc::CallError;
use outfitter_daemon_tests::RunningDaemon;
use serde_json::{Value, json};

use crate::{client, service, untyped};

#[tokio::test]
async fn the_daemons_own_requests_tell_about_it() {
    let daemon = service();
    let client = untyped(&daemon).await;
    let ping: Value = client.send(json!({ "type": "daemon.ping" })).await.unwrap();
    assert_eq!(ping, json!({ "state": "running", "pid": daemon.pid() }));
    let status: Value = client.send(json!({ "type": "daemon.status" })).await.unwrap();
    assert_eq!(
        (&status["name"], &status["pid"], &status["state"]),
        (&json!("service"), &json!(daemon.pid()), &json!("running"))
    );
    assert_eq!(status["socket"], json!(daemon.socket()));
    let routes: Value = client.send(json!({ "type": "daemon.routes" })).await.unwrap();
    assert_eq!(
        routes[0],
        json!({
            "name": "count",
            "kind": "streams",
            "idempotent": false,
            "policy": {
                "concurrency": "parallel",
                "cancel": "with_client",
                "runs_on": "runtime",
                "allow": "same_user",
            },
            "doc": "Counts.",
        })
    );
    assert_eq!(routes[1]["idempotent"], true);
    let health: Value = client.send(json!({ "type": "daemon.health" })).await.unwrap();
    assert_eq!(health["checks"]["log"]["healthy"], true);
    assert_eq!(
        health["checks"]["weather"]["message"],
        "the check did not answer within 20ms"
    );
    assert_eq!(
        (&health["healthy"], &health["status"]),
        (&json!(false), &json!("unhealthy"))
    );
}

#[tokio::test]
async fn it_can_be_asked_to_stop() {
    let mut daemon = service();
    let client = untyped(&daemon).await;
    let reply: Value = client.send(json!({ "type": "daemon.stop" })).await.unwrap();
    assert_eq!(reply, json!({ "stopping": true }));
    let ended = daemon.ended();
    assert!(ended.status.success() && ended.left.is_empty(), "{ended:?}");
}

#[tokio::test]
async fn while_it_initializes_it_says_so_and_the_typed_client_waits() {
    let mut daemon = RunningDaemon::spawn(env!("CARGO_BIN_EXE_service"), "service", |command| {
        command.env("SERVICE_MAIN", "hang");
    });
    outfitter_daemon_tests::eventually("the socket is bound", || {
        outfitter_daemon_tests::platform::connect_blocking(daemon.socket()).is_ok()
    });
    let raw = untyped(&daemon).await;
    let health: Value = raw.send(json!({ "type": "daemon.health" })).await.unwrap();
    assert_eq!(
        (&health["healthy"], &health["status"]),
        (&json!(false), &json!("initializing"))
    );
    let client = client(&daemon).await;
    let error = client
        .divide(1, 1)
        .timeout(std::time::Duration::from_millis(30))
        .await
        .unwrap_err();
    assert!(
        matches!(error, CallError::Initializing) && error.is_retryable(),
        "{error}"
    );
    let ended = daemon.terminate();
    assert!(ended.status.success() && ended.left.is_empty(), "{ended:?}");
}
