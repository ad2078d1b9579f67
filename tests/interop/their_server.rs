//! Our clients talk to the published server.

use outfitter_daemon::CallError;
use outfitter_daemon::ipc::IpcClient;
use outfitter_daemon_tests::quick_start::{Pong, RequestClient};
use outfitter_daemon_tests::{eventually, within};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::peer::Peer;
use crate::{DAEMON, LARGE};

/// A listening server and its folder.
fn server() -> (TempDir, Peer) {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Peer::start("server.ts", folder.path());
    server.get("listen");
    (folder, server)
}

fn socket(folder: &TempDir) -> std::path::PathBuf {
    folder.path().join(DAEMON.1).join("daemon.sock")
}

async fn typed(folder: &TempDir) -> RequestClient {
    RequestClient::connect_to(socket(folder)).await.unwrap()
}

async fn untyped(folder: &TempDir) -> IpcClient {
    let client = IpcClient::new(socket(folder));
    client.connect().await.unwrap();
    client
}

#[tokio::test]
async fn answers_both_clients() {
    let (folder, _server) = server();
    let status: Value = untyped(&folder)
        .await
        .send(json!({ "type": "status" }))
        .await
        .unwrap();
    assert_eq!(status["status"], "ok");
    let client = typed(&folder).await;
    assert_eq!(client.status().await.unwrap().status, "ok");
    assert_eq!(client.ping().await.unwrap(), Pong { pong: true });
    assert_eq!(client.add(2, -3).await.unwrap(), -1);
}

#[tokio::test]
async fn its_errors_have_their_text_and_no_code() {
    let (folder, _server) = server();
    let error = typed(&folder).await.add(i32::MIN, -1).await.unwrap_err();
    let text = "the sum of -2147483648 and -1 is too large";
    assert!(
        matches!(&error, CallError::Remote { code: None, message } if message == text),
        "{error:?}"
    );
    let unknown = untyped(&folder)
        .await
        .send::<Value>(json!({ "type": "tea" }))
        .await;
    let unknown = unknown.unwrap_err();
    assert!(
        matches!(&unknown, CallError::Remote { code: None, message } if message == "unknown command tea"),
        "{unknown:?}"
    );
}

#[tokio::test]
async fn a_handler_that_returns_undefined_replies_null() {
    let (folder, _server) = server();
    let reply: Value = untyped(&folder)
        .await
        .send(json!({ "type": "release" }))
        .await
        .unwrap();
    assert_eq!(reply, Value::Null);
    typed(&folder).await.release().await.unwrap();
}

#[tokio::test]
async fn replies_may_come_in_another_order_than_requests() {
    let (folder, mut server) = server();
    let client = typed(&folder).await;
    let held = tokio::spawn(client.hold().into_future());
    // Lets the task send its request.
    tokio::task::yield_now().await;
    assert_eq!(client.echo("first".into()).await.unwrap(), "first");
    assert_eq!(server.get("held"), 1);
    client.release().await.unwrap();
    within("the held reply", held).await.unwrap().unwrap();
}

#[tokio::test]
async fn large_messages_go_both_ways() {
    let (folder, _server) = server();
    let text = "0123456789abcdef".repeat(LARGE / 16);
    let echoed = typed(&folder).await.echo(text.clone()).await.unwrap();
    assert!(echoed == text, "{} of {LARGE} bytes", echoed.len());
}

#[tokio::test]
async fn many_requests_at_once_each_get_their_own_reply() {
    let (folder, _server) = server();
    let client = typed(&folder).await;
    let calls: Vec<_> = (0..200)
        .map(|n| tokio::spawn(client.add(n, 1000).into_future()))
        .collect();
    for (n, call) in (1000..).zip(calls) {
        assert_eq!(within("a reply", call).await.unwrap().unwrap(), n);
    }
}

#[tokio::test]
async fn text_beyond_ascii_arrives_as_it_was() {
    let (folder, _server) = server();
    let client = typed(&folder).await;
    for text in ["snö", "日本語", "\u{1F980} \u{0} \u{2028} \" \\ \n", "e\u{301}"] {
        assert_eq!(client.echo(text.into()).await.unwrap(), text);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_during_a_call_leaves_it_disconnected() {
    let (folder, mut server) = server();
    let client = typed(&folder).await;
    let held = tokio::spawn(client.hold().into_future());
    eventually("the request has arrived", || server.get("held") == 1);
    server.kill();
    let error = within("an end", held).await.unwrap().unwrap_err();
    assert!(
        matches!(error, CallError::Disconnected { sent: true }),
        "{error:?}"
    );
    // The next one tries a new connection, and there is nobody.
    let error = client.ping().await.unwrap_err();
    assert!(
        matches!(&error, CallError::Connection(error) if error.is_not_running()),
        "{error:?}"
    );
}
