//! A client that starts the daemon if it is not running, and keeps many calls under way at once.
//!
//!     cargo build --examples
//!     cargo run --example typed-client
//!
//! The daemon goes on in the background, with its log in `~/.local/state/my-service/daemon.log`; the client
//! says how to stop it.

#![expect(clippy::print_stdout, reason = "a program for a terminal")]

use std::time::Duration;

use outfitter_daemon::CallError;
use outfitter_daemon_examples::my_service::{RequestClient, request};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = RequestClient::connect_or_start("my-service").await?;

    // Each call is a task of its own; all share one connection, and answers come as they are ready.
    let calls: Vec<_> = (0..10)
        .map(|n| tokio::spawn(service.add(n, n).into_future()))
        .collect();
    for call in calls {
        print!("{} ", call.await??);
    }
    println!();

    // The generic form, with a limit of its own. The daemon is told, and stops working on it then.
    let sum = service
        .call(request::Add { a: 40, b: 2 })
        .timeout(Duration::from_millis(500))
        .await?;
    println!("{sum}");

    // The request's own error comes back as the type that the protocol names.
    if let Err(CallError::Failed(overflow)) = service.add(i64::MIN, -1).await {
        println!("{} and {} are too much", overflow.a, overflow.b);
    }

    let daemon: serde_json::Value = service
        .ipc()
        .send(serde_json::json!({ "type": "daemon.status" }))
        .await?;
    println!("stop it with: kill {}", daemon["pid"]);
    Ok(())
}
