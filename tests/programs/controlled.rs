//! A daemon for the tests of the command line and of the log.

use std::time::Duration;

use outfitter_daemon::prelude::*;
use outfitter_daemon_tests::controlled::{Refused, request};

/// What `main` is to do: `CONTROLLED_MAIN`.
fn wanted(what: &str) -> bool {
    std::env::var("CONTROLLED_MAIN").is_ok_and(|wanted| wanted.split(',').any(|one| one == what))
}

#[ipc_handler]
async fn add(request::Add { a, b }: request::Add) -> Result<i64, Refused> {
    a.checked_add(b).ok_or(Refused { a })
}

#[ipc_handler]
async fn count(
    request::Count { to, then_fail }: request::Count,
    mut numbers: Events<u32>,
) -> Result<(), String> {
    for number in 0..to {
        numbers.send(number).await.map_err(|gone| gone.to_string())?;
    }
    if then_fail {
        Err("that was all".into())
    } else {
        Ok(())
    }
}

#[ipc_handler]
async fn arguments(_: request::Arguments, daemon: Daemon) -> (String, Vec<String>) {
    (daemon.name().to_owned(), daemon.args().to_vec())
}

#[ipc_handler]
async fn log(request::Log { text, times }: request::Log) {
    for _ in 0..times {
        tracing::info!("{text}");
    }
}

#[ipc_handler]
async fn fall(_: request::Fall) {
    panic!("the roof is on fire");
}

#[ipc_handler]
async fn hang(_: request::Hang) {
    std::future::pending::<()>().await;
}

#[ipc_handler]
async fn print(request::Print { text }: request::Print) {
    use std::io::Write;
    // What is printed goes nowhere if this fails.
    let _ = writeln!(std::io::stdout(), "{text}");
}

#[health_check]
async fn weather() -> Result<(), String> {
    let folder = std::env::var("CONTROLLED_FOLDER").map_err(|error| error.to_string())?;
    if std::path::Path::new(&folder).join("storm").exists() {
        Err("a storm".into())
    } else {
        Ok(())
    }
}

#[daemon(name = "controlled", version = "1.2.3", shutdown_timeout = "2s")]
async fn main(daemon: Daemon) -> Result<(), String> {
    if wanted("fail") {
        tracing::warn!("the database is slow");
        return Err("the database is locked".into());
    }
    assert!(!wanted("panic"), "no memory of that");
    if wanted("abort") {
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), "something terrible");
        std::process::abort();
    }
    if wanted("slow") {
        tokio::time::sleep(Duration::from_hours(1)).await;
    }
    if wanted("stubborn") {
        daemon.on_shutdown(async || std::thread::sleep(Duration::from_hours(1)));
    }
    if wanted("reload") {
        daemon.on_reload(async || match std::env::var_os("CONTROLLED_FOLDER") {
            Some(folder) if std::path::Path::new(&folder).join("storm").exists() => Err("bad settings"),
            _ => Ok(()),
        });
    }
    Ok(())
}
