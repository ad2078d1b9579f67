//! A daemon that others watch: health checks of all kinds, and HTTP for curl, probes and Prometheus.
//!
//! ```console
//! $ cargo run -p outfitter-daemon-examples --features http --example observed
//! observed: running (PID 4711), socket /run/user/1000/observed/daemon.sock, http://127.0.0.1:1987
//! ```
//!
//! and from another terminal:
//!
//! ```console
//! $ curl --unix-socket /run/user/1000/observed/daemon.sock http://d/health
//! $ curl http://localhost:1987/readyz?verbose
//! $ curl http://localhost:1987/metrics
//! $ curl -X POST -H "Authorization: Bearer $(cat /run/user/1000/observed/daemon.http-token)" http://localhost:1987/shutdown
//! ```

use std::path::PathBuf;

use outfitter_daemon::prelude::*;

/// What the checks look at.
struct App {
    spool: PathBuf,
}

/// Without it, nothing works: if it fails, the daemon is `unhealthy`.
#[health_check(timeout = "500ms")]
async fn spool(State(app): State<App>) -> Result<(), std::io::Error> {
    tokio::fs::metadata(&app.spool).await.map(drop)
}

/// Only runs, and only counts, if there is a spool at all.
#[health_check(after = [spool])]
async fn writable(State(app): State<App>) -> Result<(), std::io::Error> {
    let probe = app.spool.join(".observed");
    tokio::fs::write(&probe, "").await?;
    tokio::fs::remove_file(&probe).await
}

/// Costly, so it runs by itself now and then; if it fails, the daemon is `degraded`, and goes on.
#[health_check(every = "30s", critical = false)]
async fn backlog(State(app): State<App>) -> Result<(), String> {
    let mut entries = tokio::fs::read_dir(&app.spool)
        .await
        .map_err(|error| error.to_string())?;
    let mut count = 0;
    while let Ok(Some(_)) = entries.next_entry().await {
        count += 1;
    }
    if count <= 10_000 {
        Ok(())
    } else {
        Err(format!("{count} files wait"))
    }
}

#[daemon(name = "observed", http = "127.0.0.1:1987")]
async fn main() -> Result<App, std::io::Error> {
    Ok(App {
        spool: std::env::temp_dir(),
    })
}
