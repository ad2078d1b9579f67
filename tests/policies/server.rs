//! A server that the test is itself.

use std::io::{BufRead, BufReader, Write};
use std::time::Duration;

use outfitter_daemon::ipc::CallError;
use outfitter_daemon_tests::platform::{self, Server};
use outfitter_daemon_tests::rules::RequestClient;
use outfitter_daemon_tests::within;
use serde_json::{Value, json};

#[tokio::test]
async fn a_oneway_request_waits_for_a_server_that_does_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let socket = platform::socket_in(folder.path());
    let mut listener = Server::bind(&socket).unwrap();
    // One that knows nothing, as the TypeScript package's, answers once and never reads again.
    let server = std::thread::spawn(move || {
        let mut stream = BufReader::new(listener.accept().unwrap());
        let mut line = String::new();
        stream.read_line(&mut line).unwrap();
        let ping: Value = serde_json::from_str(&line).unwrap();
        let answer = json!({ "id": ping["id"], "type": "error", "payload": { "message": "what?" } });
        writeln!(stream.get_mut(), "{answer}").unwrap();
        stream
    });
    let client = RequestClient::connect_to(&socket).await.unwrap();
    client.note("small".into()).await.unwrap();
    let much = "x".repeat(16 * 1024 * 1024);
    let late = client.note(much).timeout(Duration::from_millis(50)).await;
    assert!(matches!(late, Err(CallError::Timeout { .. })), "{late:?}");
    let waiting = tokio::spawn(client.note("last".into()).into_future());
    let stream = tokio::task::spawn_blocking(|| server.join().unwrap())
        .await
        .unwrap();
    drop(stream);
    let lost = within("the end", waiting).await.unwrap().unwrap_err();
    // It was behind the other, and so was not sent; there is nobody left to send it to.
    assert!(lost.is_retryable(), "{lost:?}");
}
