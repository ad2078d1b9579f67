//! Handlers and checks in a module of their own.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};

use outfitter_daemon::prelude::*;
use outfitter_daemon_tests::protocol::{CountError, request};

use super::App;

#[ipc_handler]
async fn who(_: request::Who, peer: Peer, daemon: Daemon) -> (Option<u32>, String) {
    (peer.pid(), daemon.name().to_owned())
}

#[ipc_handler(timeout = "50ms")]
async fn hang(_: request::Hang) {
    std::future::pending::<()>().await;
}

#[ipc_handler]
async fn fall(request: request::Fall) {
    panic!("fell over {}", request.over);
}

#[ipc_handler]
async fn count(request: request::Count, mut numbers: Events<u32>) -> Result<(), CountError> {
    for number in 0..request.to {
        if number == 1000 {
            return Err(CountError::TooFar { at: number });
        }
        numbers.send(number).await?;
    }
    Ok(())
}

static FLOODS: AtomicUsize = AtomicUsize::new(0);
static SENT: AtomicU64 = AtomicU64::new(0);

/// A flood that has not ended.
struct Flooding;

impl Drop for Flooding {
    fn drop(&mut self) {
        FLOODS.fetch_sub(1, Relaxed);
    }
}

#[ipc_handler]
async fn flood(_: request::Flood, mut numbers: Events<u64>) -> Result<(), ClientGone> {
    FLOODS.fetch_add(1, Relaxed);
    let _flooding = Flooding;
    for number in 0.. {
        numbers.send(number).await?;
        SENT.fetch_add(1, Relaxed);
    }
    Ok(())
}

#[ipc_handler]
async fn floods(_: request::Floods) -> (usize, u64) {
    (FLOODS.load(Relaxed), SENT.load(Relaxed))
}

#[ipc_handler]
async fn slow(_: request::Slow, daemon: Daemon) {
    wait_for_quick(&daemon).await;
}

#[ipc_handler]
async fn slow_once(_: request::SlowOnce, daemon: Daemon) {
    wait_for_quick(&daemon).await;
}

/// Says with the file `slow` that it waits for the file `quick`.
async fn wait_for_quick(daemon: &Daemon) {
    let file = |name| crate::beside_lock(daemon, name).unwrap_or_default();
    let written = std::fs::write(file("slow"), "");
    assert!(written.is_ok(), "{written:?}");
    let quick = file("quick");
    while !quick.exists() {
        tokio::task::yield_now().await;
    }
}

#[ipc_handler]
async fn nested(_: request::Nested) -> Result<Result<u8, String>, outfitter_daemon::ipc::NoError> {
    Ok(Err("a result inside a result".into()))
}

#[health_check]
async fn log(State(app): State<App>) -> std::io::Result<()> {
    app.note("health")
}

#[health_check(name = "weather", timeout = "20ms")]
async fn outside() {
    std::future::pending::<()>().await;
}
