//! What only a Unix socket can do: be left behind, and be closed in one direction.

use outfitter_daemon::ipc::{ConnectionError, IpcClient, IpcServer};
use outfitter_daemon_tests::{platform, within};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::folder;

#[tokio::test]
async fn a_socket_whose_server_was_killed_is_stale() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("test.sock");
    drop(std::os::unix::net::UnixListener::bind(&socket).unwrap());
    std::fs::write(folder.path().join("daemon.lock"), "4711\n").unwrap();
    let error = IpcClient::new(&socket).connect().await.unwrap_err();
    assert!(
        matches!(error, ConnectionError::StaleSocket { pid: Some(4711), .. }),
        "{error}"
    );
}

#[tokio::test]
async fn a_client_that_only_closes_its_sending_half_gets_its_answers() {
    let (_folder, socket) = folder();
    let mut server = IpcServer::new(&socket);
    server.on_message(|message: Value| async move {
        tokio::task::yield_now().await;
        Ok::<_, String>(message)
    });
    server.listen().await.unwrap();
    let mut stream = platform::connect(&socket).await.unwrap();
    stream
        .write_all(b"{\"id\":1,\"type\":\"request\",\"payload\":2}\n")
        .await
        .unwrap();
    stream.shutdown().await.unwrap();
    let mut answer = String::new();
    within("the answer", stream.read_to_string(&mut answer))
        .await
        .unwrap();
    assert_eq!(answer, "{\"id\":1,\"type\":\"response\",\"payload\":2}\n");
}
