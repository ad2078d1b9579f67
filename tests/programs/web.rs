//! A daemon for the tests of HTTP. What it does is told by files in its directory:
//!
//! - with `WEB_HOLD=start` in the environment, `main` waits for the file `go`; with `WEB_HOLD=stop`, a shutdown
//!   handler does,
//! - the check `database` fails as long as there is `no-database`, and `cache` as long as there is `no-cache`.

use std::path::PathBuf;
use std::time::Duration;

use outfitter_daemon::prelude::*;

/// What the daemon does.
#[ipc_protocol]
#[derive(Debug)]
enum Request {
    /// Adds two numbers.
    #[ipc(returns = u8, error = String)]
    Add { a: u8, b: u8 },
    /// Never answers.
    #[ipc(returns = ())]
    Hang,
}

struct App {
    dir: PathBuf,
}

impl App {
    fn has(&self, what: &str) -> Result<(), String> {
        if self.dir.join(format!("no-{what}")).exists() {
            Err(format!("no {what} at secret:5432"))
        } else {
            Ok(())
        }
    }
}

#[ipc_handler]
async fn add(request::Add { a, b }: request::Add) -> Result<u8, String> {
    a.checked_add(b).ok_or_else(|| "too much".to_owned())
}

#[ipc_handler(timeout = "50ms")]
async fn hang(_: request::Hang) {
    std::future::pending::<()>().await;
}

#[health_check(timeout = "1s")]
async fn database(State(app): State<App>) -> Result<(), String> {
    app.has("database")
}

#[health_check(after = [database])]
async fn table() {}

#[health_check(critical = false)]
async fn cache(State(app): State<App>) -> Result<(), String> {
    app.has("cache")
}

#[health_check(every = "1h")]
async fn disk() {}

async fn wait_for(file: PathBuf) {
    while !file.exists() {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

fn is_held(what: &str) -> bool {
    std::env::var("WEB_HOLD").is_ok_and(|held| held == what)
}

#[daemon(
    name = "web",
    version = "1.2.3",
    http = "127.0.0.1:0",
    shutdown_timeout = "15s"
)]
async fn main(daemon: Daemon) -> Result<App, String> {
    let lock = daemon.status().lock.ok_or("no lock")?;
    let dir = lock.parent().ok_or("no directory")?.to_owned();
    let go = dir.join("go");
    if is_held("stop") {
        daemon.on_shutdown({
            let go = go.clone();
            async move || wait_for(go).await
        });
    }
    if is_held("start") {
        wait_for(go).await;
    }
    Ok(App { dir })
}
