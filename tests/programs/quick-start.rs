//! The daemon of the quick start, for clients that are written in TypeScript.

use std::convert::Infallible;

use outfitter_daemon::prelude::*;
use outfitter_daemon_tests::quick_start::{Overflow, Pong, Status, request};
use tokio::sync::Notify;

#[derive(Debug, Default)]
struct App {
    released: Notify,
}

#[ipc_handler]
async fn status(_: request::Status, daemon: Daemon) -> Status {
    Status {
        status: "ok".into(),
        uptime: daemon.uptime().as_secs(),
    }
}

#[ipc_handler]
async fn ping(_: request::Ping) -> Pong {
    Pong { pong: true }
}

#[ipc_handler]
async fn add(request::Add { a, b }: request::Add) -> Result<i32, Overflow> {
    a.checked_add(b).ok_or(Overflow { a, b })
}

#[ipc_handler]
async fn echo(request::Echo { text }: request::Echo) -> String {
    text
}

#[ipc_handler]
async fn hold(_: request::Hold, State(app): State<App>) {
    app.released.notified().await;
}

#[ipc_handler]
async fn release(_: request::Release, State(app): State<App>) {
    app.released.notify_one();
}

#[daemon(name = "my-service")]
async fn main() -> Result<App, Infallible> {
    Ok(App::default())
}
