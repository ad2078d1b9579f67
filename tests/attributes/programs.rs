//! Handlers of a whole protocol, of another crate, and without attributes.

use outfitter_daemon::ipc::CallError;
use outfitter_daemon_tests::RunningDaemon;
use outfitter_daemon_tests::protocol::{Division, NotDivisible};
use serde_json::{Value, json};

use crate::{client, untyped};

#[tokio::test]
async fn one_handler_may_take_a_whole_protocol() {
    let daemon = RunningDaemon::start(env!("CARGO_BIN_EXE_whole-enum"), "whole-enum");
    let client = untyped(&daemon).await;
    assert_eq!(
        client.send::<Value>(json!({ "type": "ping" })).await.unwrap(),
        "pong"
    );
    let echo: Value = client
        .send(json!({ "type": "echo", "text": "hi" }))
        .await
        .unwrap();
    assert_eq!(echo, json!({ "echo": "hi" }));
    let error = client.send::<Value>(json!({ "type": "echo" })).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid payload: payload: missing field `text`"
    );
}

#[tokio::test]
async fn handlers_of_another_crate_answer_if_it_is_named() {
    let linked = RunningDaemon::start(env!("CARGO_BIN_EXE_linked"), "linked");
    let answer: Value = untyped(&linked)
        .await
        .send(json!({ "type": "away" }))
        .await
        .unwrap();
    assert_eq!(answer, "outfitter-daemon-test-handlers");
    let unlinked = RunningDaemon::start(env!("CARGO_BIN_EXE_unlinked"), "unlinked");
    let error = untyped(&unlinked)
        .await
        .send::<Value>(json!({ "type": "away" }))
        .await
        .unwrap_err();
    assert!(
        error.to_string().starts_with("unknown request \"away\""),
        "{error}"
    );
}

#[tokio::test]
async fn without_attributes_it_behaves_the_same() {
    let mut daemon = RunningDaemon::start(env!("CARGO_BIN_EXE_by-hand"), "by-hand");
    let client = client(&daemon).await;
    assert_eq!(
        client.divide(7, 2).await.unwrap(),
        Division { quotient: 3, rest: 1 }
    );
    assert!(matches!(
        client.divide(1, 0).await.unwrap_err(),
        CallError::Failed(NotDivisible::ByZero { a: 1 })
    ));
    let health: Value = client
        .ipc()
        .send(json!({ "type": "daemon.health" }))
        .await
        .unwrap();
    assert_eq!(health["checks"]["always"]["healthy"], true);
    let ended = daemon.terminate();
    assert!(ended.status.success() && ended.left.is_empty(), "{ended:?}");
}
