//! The quick start: a daemon with three requests, a health check, and a handler for its shutdown.
//!
//!     cargo run --example my-service
//!
//! Then, from another terminal:
//!
//!     cargo run --example ask-my-service

#![expect(clippy::print_stderr, reason = "a program for a terminal")]

use std::convert::Infallible;

use outfitter_daemon::prelude::*;
use outfitter_daemon_examples::my_service::{Overflow, Pong, Status, request};

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
async fn add(request::Add { a, b }: request::Add) -> Result<i64, Overflow> {
    a.checked_add(b).ok_or(Overflow { a, b })
}

#[health_check(timeout = "1s")]
async fn disk() -> std::io::Result<()> {
    tokio::fs::metadata(std::env::temp_dir()).await.map(drop)
}

#[daemon(name = "my-service", shutdown_timeout = "10s")]
async fn main(daemon: Daemon) -> Result<(), Infallible> {
    daemon.on_shutdown(async || eprintln!("my-service: closing the database"));
    Ok(())
}
