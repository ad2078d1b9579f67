//! Server and client without attributes: what the TypeScript package's tests promise, and what goes beyond.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

#[cfg(windows)]
mod not_on_windows;
#[cfg(unix)]
mod unix;

use std::path::PathBuf;

use outfitter_daemon::CallError;
use outfitter_daemon::ipc::{ConnectionError, IpcClient, IpcServer};
use outfitter_daemon_tests::{platform, within};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let socket = platform::socket_in(folder.path());
    (folder, socket)
}

/// A server that answers every message with itself.
async fn echo(socket: &PathBuf) -> IpcServer {
    let mut server = IpcServer::new(socket);
    server.on_message(|message: Value| async move { Ok::<_, String>(message) });
    server.listen().await.unwrap();
    server
}

async fn connected(socket: &PathBuf) -> IpcClient {
    let client = IpcClient::new(socket);
    client.connect().await.unwrap();
    client
}

#[tokio::test]
async fn listen_makes_the_socket_and_close_removes_it() {
    let (_folder, socket) = folder();
    let mut server = echo(&socket).await;
    assert!(platform::is_there(&socket) && server.is_listening());
    server.close().await;
    assert!(!platform::is_there(&socket) && !server.is_listening());
}

#[tokio::test]
async fn a_server_can_listen_again_and_close_twice() {
    let (_folder, socket) = folder();
    let mut server = echo(&socket).await;
    server.close().await;
    server.close().await;
    server.listen().await.unwrap();
    server.listen().await.unwrap();
    let reply: Value = connected(&socket).await.send(json!(1)).await.unwrap();
    assert_eq!(reply, 1);
    server.close().await;
}

#[tokio::test]
async fn a_client_without_a_server_is_refused() {
    let (_folder, socket) = folder();
    let error = IpcClient::new(&socket).connect().await.unwrap_err();
    assert!(
        matches!(error, ConnectionError::Refused { .. }) && error.is_not_running(),
        "{error}"
    );
    assert_eq!(error.socket_path(), Some(socket.as_path()));
}

#[tokio::test]
async fn a_client_can_connect_again_after_closing() {
    let (_folder, socket) = folder();
    let _server = echo(&socket).await;
    let client = connected(&socket).await;
    client.close();
    assert!(!client.is_connected());
    client.connect().await.unwrap();
    assert_eq!(client.send::<Value>(json!("again")).await.unwrap(), "again");
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Typed {
    name: String,
    tags: Vec<String>,
}

#[tokio::test]
async fn carries_simple_and_typed_messages_one_after_the_other() {
    let (_folder, socket) = folder();
    let _server = echo(&socket).await;
    let client = connected(&socket).await;
    assert_eq!(client.send::<String>("ping").await.unwrap(), "ping");
    for n in 0..20 {
        assert_eq!(client.send::<u64>(n).await.unwrap(), n);
    }
    let typed = Typed {
        name: "snö\n\u{1F980}\"".into(),
        tags: vec!["a".into(), String::new()],
    };
    assert_eq!(client.send::<Typed>(&typed).await.unwrap(), typed);
}

#[tokio::test]
async fn the_error_of_a_handler_reaches_the_client() {
    let (_folder, socket) = folder();
    let mut server = IpcServer::new(&socket);
    server.on_message(|message: Value| async move { Err::<(), _>(format!("no {message} today")) });
    server.listen().await.unwrap();
    let error = connected(&socket)
        .await
        .send::<()>(json!("tea"))
        .await
        .unwrap_err();
    assert!(
        matches!(&error, CallError::Remote { message, .. } if message == "no \"tea\" today"),
        "{error}"
    );
}

#[tokio::test]
async fn sending_on_a_closed_client_fails() {
    let (_folder, socket) = folder();
    let _server = echo(&socket).await;
    let client = IpcClient::new(&socket);
    let never_connected = client.send::<()>(()).await.unwrap_err();
    assert!(matches!(never_connected, CallError::Disconnected { sent: false }));
    client.connect().await.unwrap();
    client.close();
    assert!(client.send::<()>(()).await.unwrap_err().is_retryable());
}

#[tokio::test]
async fn a_server_that_closes_finishes_what_it_has_begun() {
    let (_folder, socket) = folder();
    let (begun, mut has_begun) = tokio::sync::mpsc::channel(1);
    let mut server = IpcServer::new(&socket);
    let may_end = std::sync::Arc::new(tokio::sync::Notify::new());
    let end = std::sync::Arc::clone(&may_end);
    server.on_message(move |message: Value| {
        let (begun, end) = (begun.clone(), std::sync::Arc::clone(&end));
        async move {
            begun.send(()).await.map_err(|error| error.to_string())?;
            end.notified().await;
            Ok::<_, String>(message)
        }
    });
    server.listen().await.unwrap();
    let client = connected(&socket).await;
    let reply = tokio::spawn({
        let client = client.clone();
        async move { client.send::<Value>(json!("slow")).await }
    });
    has_begun.recv().await.unwrap();
    let closing = tokio::spawn(async move { server.close().await });
    // New clients are turned away while the old one is finished.
    within("no new connection", async {
        while IpcClient::new(&socket).connect().await.is_ok() {
            tokio::task::yield_now().await;
        }
    })
    .await;
    may_end.notify_one();
    assert_eq!(reply.await.unwrap().unwrap(), "slow");
    closing.await.unwrap();
    assert!(client.send::<Value>(json!(1)).await.is_err());
}

#[tokio::test]
async fn a_handler_that_never_ends_does_not_keep_the_server_open() {
    let (_folder, socket) = folder();
    let (begun, mut has_begun) = tokio::sync::mpsc::unbounded_channel();
    let mut server = IpcServer::new(&socket);
    server.on_message(move |_: Value| {
        begun.send(()).unwrap();
        std::future::pending::<Result<(), String>>()
    });
    server.listen().await.unwrap();
    let client = connected(&socket).await;
    let reply = tokio::spawn(async move { client.send::<()>(()).await });
    within("the request", has_begun.recv()).await.unwrap();
    assert!(
        !within(
            "closed",
            server.close_within(std::time::Duration::from_millis(50))
        )
        .await
    );
    assert!(matches!(
        within("an end", reply).await.unwrap(),
        Err(CallError::Disconnected { sent: true })
    ));
}

/// Lines to a server, and the lines that it answers.
async fn talk(socket: &PathBuf, lines: &[u8], answers: usize) -> Vec<Value> {
    let mut stream = BufReader::new(platform::connect(socket).await.unwrap());
    stream.write_all(lines).await.unwrap();
    let mut replies = Vec::new();
    for _ in 0..answers {
        let mut line = String::new();
        within("an answer", stream.read_line(&mut line)).await.unwrap();
        replies.push(serde_json::from_str(&line).unwrap());
    }
    replies
}

#[tokio::test]
async fn a_connection_survives_bad_lines() {
    let (_folder, socket) = folder();
    let _server = echo(&socket).await;
    let lines = b"hello\n\n{\"id\":1}\n[]\n\xff\xfe\n{\"id\":\"ok\",\"type\":\"request\",\"payload\":5}\n";
    let replies = talk(&socket, lines, 5).await;
    assert_eq!(replies[0]["id"], Value::Null);
    assert_eq!(replies[1]["id"], 1);
    assert!(
        replies[..4]
            .iter()
            .all(|reply| reply["type"] == "error" && reply["payload"]["code"] == "malformed")
    );
    assert_eq!(
        replies[4],
        json!({ "id": "ok", "type": "response", "payload": 5 })
    );
}

#[tokio::test]
async fn answers_come_as_they_are_ready() {
    let (_folder, socket) = folder();
    let (release, gate) = tokio::sync::watch::channel(false);
    let mut server = IpcServer::new(&socket);
    server.on_message(move |message: Value| {
        let mut gate = gate.clone();
        async move {
            if message == "slow" {
                gate.wait_for(|open| *open)
                    .await
                    .map_err(|error| error.to_string())?;
            }
            Ok::<_, String>(message)
        }
    });
    server.listen().await.unwrap();
    let client = connected(&socket).await;
    let slow = tokio::spawn({
        let client = client.clone();
        async move { client.send::<String>("slow").await }
    });
    assert_eq!(client.send::<String>("quick").await.unwrap(), "quick");
    release.send(true).unwrap();
    assert_eq!(slow.await.unwrap().unwrap(), "slow");
}

#[tokio::test]
async fn a_panic_is_an_error_reply_and_nothing_else() {
    let (_folder, socket) = folder();
    let mut server = IpcServer::new(&socket);
    server.on_message(|message: Value| async move {
        assert!(
            message != "later" || {
                tokio::task::yield_now().await;
                false
            },
            "late"
        );
        assert!(message != "now", "at once");
        Ok::<_, String>(message)
    });
    server.listen().await.unwrap();
    let client = connected(&socket).await;
    for (message, text) in [("now", "at once"), ("later", "late")] {
        let error = client.send::<Value>(message).await.unwrap_err();
        assert!(
            error.to_string().contains(&format!("panicked: {text}")),
            "{error}"
        );
    }
    assert_eq!(client.send::<String>("fine").await.unwrap(), "fine");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn carries_what_is_large_and_many_at_once() {
    let (_folder, socket) = folder();
    let _server = echo(&socket).await;
    let client = connected(&socket).await;
    let large = "x\"".repeat(1024 * 1024);
    assert_eq!(client.send::<String>(&large).await.unwrap().len(), large.len());
    let calls = (0..200_u32).map(|n| {
        let client = client.clone();
        tokio::spawn(async move { client.send::<Vec<u32>>(vec![n; 1000]).await.unwrap()[999] })
    });
    for (n, call) in calls.collect::<Vec<_>>().into_iter().enumerate() {
        assert_eq!(call.await.unwrap() as usize, n);
    }
}

#[tokio::test]
async fn a_line_that_is_too_long_is_refused_by_its_id() {
    let (_folder, socket) = folder();
    let mut server = IpcServer::new(&socket);
    server.on_message(|message: Value| async move { Ok::<_, String>(message) });
    server.set_limits(outfitter_daemon::ipc::Limits::default().max_line(1000));
    server.listen().await.unwrap();
    let mut lines = format!(
        "{{\"id\":7,\"type\":\"request\",\"payload\":\"{}\"}}\n",
        "x".repeat(5000)
    )
    .into_bytes();
    lines.extend_from_slice(b"{\"id\":8,\"type\":\"request\",\"payload\":1}\n");
    let replies = talk(&socket, &lines, 2).await;
    assert_eq!(
        (&replies[0]["id"], &replies[0]["payload"]["code"]),
        (&json!(7), &json!("too_large"))
    );
    assert_eq!(replies[1]["payload"], 1);
}

#[tokio::test]
async fn a_lost_connection_is_made_again_by_the_next_request() {
    let (_folder, socket) = folder();
    let mut server = echo(&socket).await;
    let client = connected(&socket).await;
    for n in 0..3 {
        assert_eq!(client.send::<u32>(n).await.unwrap(), n);
        server.close().await;
        server = echo(&socket).await;
    }
    server.close().await;
    let error = client.send::<u32>(4).await.unwrap_err();
    assert!(
        matches!(error, CallError::Connection(_)) && error.is_retryable(),
        "{error}"
    );
}
