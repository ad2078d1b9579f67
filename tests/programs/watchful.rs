//! A daemon whose times and whose background work the test chooses: `WATCHFUL_IDLE_MS`, `WATCHFUL_CHECK_MS`,
//! and `WATCHFUL_DOES`, a list of words.

use std::process::ExitCode;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use outfitter_daemon::ipc::{CallContext, Router};
use outfitter_daemon::{Daemon, Program};
use serde_json::{Value, json};

static RELOADS: AtomicU32 = AtomicU32::new(0);

fn milliseconds(variable: &str) -> Option<Duration> {
    let text = std::env::var(variable).ok()?;
    text.parse().ok().map(Duration::from_millis)
}

fn does(what: &str) -> bool {
    std::env::var("WATCHFUL_DOES").is_ok_and(|all| all.split_whitespace().any(|word| word == what))
}

async fn ask(_: Value, _: CallContext) -> Result<Value, String> {
    Ok(json!({ "reloads": RELOADS.load(Ordering::SeqCst) }))
}

async fn hang(_: Value, _: CallContext) -> Result<(), String> {
    std::future::pending().await
}

async fn main_of(daemon: Daemon) {
    if does("reload") {
        daemon.on_reload(|| async {
            RELOADS.fetch_add(1, Ordering::SeqCst);
        });
    }
    if does("tick") {
        daemon.spawn("ticker", std::future::pending());
    }
    if does("finish") {
        daemon.spawn_until_stopped("saver", |stopping| async move {
            stopping.await;
            tokio::task::yield_now().await;
            note("saved");
        });
    }
    if does("never-finish") {
        daemon.spawn_until_stopped("stubborn", |_| std::future::pending());
    }
    if does("panic") {
        daemon.spawn("clumsy", async { panic!("dropped it") });
    }
    daemon.on_shutdown(async || note("shutdown handler"));
}

fn note(text: &str) {
    use std::io::Write;
    writeln!(std::io::stderr(), "{text}").expect("a test reads it");
}

fn main() -> ExitCode {
    let mut program = Program::new("watchful")
        .shutdown_timeout(Duration::from_secs(1))
        .router(Router::new().on("ask", ask).on("hang", hang));
    if let Some(idle) = milliseconds("WATCHFUL_IDLE_MS") {
        program = program.idle_timeout(idle);
    }
    if let Some(every) = milliseconds("WATCHFUL_CHECK_MS") {
        program = program.self_check(every);
    }
    program.run(main_of)
}
