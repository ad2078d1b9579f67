//! Programs written with attributes, as processes of their own, asked through the typed client.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

mod calls;
mod clients;
mod own_requests;
mod programs;
mod reports;

use outfitter_daemon::ipc::IpcClient;
use outfitter_daemon_tests::RunningDaemon;
use outfitter_daemon_tests::protocol::RequestClient;

fn service() -> RunningDaemon {
    RunningDaemon::start(env!("CARGO_BIN_EXE_service"), "service")
}

async fn client(daemon: &RunningDaemon) -> RequestClient {
    RequestClient::connect_to(daemon.socket()).await.unwrap()
}

async fn untyped(daemon: &RunningDaemon) -> IpcClient {
    let client = IpcClient::new(daemon.socket());
    client.connect().await.unwrap();
    client
}
