//! A client that starts the daemon if it must, and says which process answered.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it talks to the test that runs it"
)]

use std::process::ExitCode;
use std::time::Duration;

use outfitter_daemon::Launcher;
use outfitter_daemon::ipc::Client;
use outfitter_daemon_tests::protocol::RequestClient;
use serde_json::{Value, json};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match ask().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn ask() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("stop") => {
            let client = RequestClient::connect("service").await?;
            client
                .ipc()
                .send::<Value>(json!({ "type": "daemon.stop" }))
                .await?;
        }
        other => {
            let name = other
                .and_then(|_| arguments.next())
                .unwrap_or_else(|| "service".into());
            let seconds = std::env::var("STARTER_PATIENCE").map_or(Ok(10), |seconds| seconds.parse())?;
            let patience = Duration::from_secs(seconds);
            let launcher = Launcher::new(name).timeout(patience);
            let client = RequestClient::new(Client::connect_with(&launcher).await?);
            client.divide(4, 2).timeout(patience).await?;
            let pong: Value = client.ipc().send(json!({ "type": "daemon.ping" })).await?;
            println!("{}", pong["pid"]);
        }
    }
    Ok(())
}
