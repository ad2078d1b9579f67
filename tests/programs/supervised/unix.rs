//! A daemon whose initialisation and whose workers wait for the test that supervises it.
//!
//! It connects to the socket that `SUPERVISED_GATE` names; the end of that connection is the word to go on.

use outfitter_daemon::prelude::*;
use tokio::io::AsyncReadExt;
use tokio::net::UnixStream;
use tokio::sync::watch;

/// As many as keep every worker busy, wherever the runtime queues them.
const BLOCKERS: usize = 8;

pub(crate) async fn run(daemon: Daemon) -> Result<(), std::io::Error> {
    let Some(gate) = std::env::var_os("SUPERVISED_GATE") else {
        return Ok(());
    };
    daemon.notify_status("waits\nat the gate");
    let gate = UnixStream::connect(gate).await?;
    if std::env::var_os("SUPERVISED_BLOCKS").is_some() {
        block_after(gate);
        Ok(())
    } else {
        opened(gate).await
    }
}

async fn opened(mut gate: UnixStream) -> Result<(), std::io::Error> {
    gate.read_to_end(&mut Vec::new()).await.map(|_| ())
}

/// Blocks every worker of the runtime for good, after the gate has been opened.
fn block_after(gate: UnixStream) {
    let (open, closed) = watch::channel(false);
    for _ in 0..BLOCKERS {
        let mut gate = closed.clone();
        tokio::spawn(async move {
            if gate.wait_for(|open| *open).await.is_ok() {
                std::thread::sleep(std::time::Duration::from_hours(1));
            }
        });
    }
    tokio::spawn(async move {
        // However it ends: the test has let it go.
        let _ = opened(gate).await;
        open.send_replace(true);
    });
}
