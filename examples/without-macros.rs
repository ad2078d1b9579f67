//! The runtime by hand, in the two ways there are.
//!
//! `Program` is what the attributes use: a whole process. Below it, `Daemon`, `IpcServer` and `HealthChecker`
//! are parts of their own, as the TypeScript package has them, for a program that is more than a daemon.
//!
//!     cargo run --example without-macros             # the whole process
//!     cargo run --example without-macros -- parts    # the parts
//!
//! Then, from another terminal:
//!
//!     echo '{"id":1,"type":"request","payload":{"type":"ping"}}' \
//!         | socat -t1 - UNIX-CONNECT:"$XDG_RUNTIME_DIR/without-macros/daemon.sock"

#![expect(clippy::print_stderr, reason = "a program for a terminal")]

use std::process::ExitCode;

use outfitter_daemon::ipc::{CallContext, Router};
use outfitter_daemon::{Daemon, DaemonOptions, HealthCheck, HealthChecker, IpcServer, Program};
use serde::Deserialize;
use serde_json::{Value, json};

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() != Some("parts") {
        return whole_process();
    }
    match parts() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

#[derive(Deserialize)]
struct Add {
    a: i64,
    b: i64,
}

async fn add(Add { a, b }: Add, _: CallContext) -> Result<i64, String> {
    a.checked_add(b)
        .ok_or_else(|| format!("the sum of {a} and {b} does not fit"))
}

async fn ping(_: Value, context: CallContext) -> Result<Value, String> {
    Ok(json!({ "pong": true, "you": context.peer().pid() }))
}

/// Locks, listens, watches for signals, and gives the exit code.
fn whole_process() -> ExitCode {
    Program::new("without-macros")
        .version(env!("CARGO_PKG_VERSION"))
        .router(Router::new().on("add", add).on("ping", ping))
        .check(HealthCheck::new("always", || async {}))
        .run(|daemon| async move {
            daemon.on_shutdown(async || eprintln!("bye"));
        })
}

/// The quick start of the TypeScript package, word for word.
#[tokio::main(flavor = "current_thread")]
async fn parts() -> Result<(), Box<dyn std::error::Error>> {
    let checker = HealthChecker::new([HealthCheck::new("always", || async {})])?;
    let daemon = Daemon::new(DaemonOptions::new("without-macros")?.health(checker));
    daemon.start().await?;

    let mut server = IpcServer::new(daemon.socket_path().ok_or("no socket")?);
    let about = daemon.clone();
    server.on_message(move |message: Value| {
        let about = about.clone();
        async move {
            match message["type"].as_str() {
                Some("status") => Ok(json!({ "status": "ok", "uptime": about.uptime().as_secs() })),
                Some("ping") => Ok(json!({ "pong": true })),
                Some("health") => serde_json::to_value(about.check_health().await).map_err(|e| e.to_string()),
                other => Err(format!("unknown command {other:?}")),
            }
        }
    });
    server.listen().await?;
    eprintln!("listening on {}", server.path().display());

    // Closed while the lock is still held, so that the next daemon finds the way free.
    daemon.on_shutdown(async move || server.close().await);
    daemon.stopped().await;
    Ok(())
}
