//! The requests that every daemon answers: `daemon.ping`, `.health`, `.status`, `.routes`, `.reload` and
//! `.stop`.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::call::CallContext;
use super::router::Router;
use super::shared::RESERVED;
use crate::health::HealthStatus;
use crate::ipc::message::RequestKind;
use crate::lifecycle::{Daemon, DaemonState, DaemonStatus, StopReason};

/// But for a reload, none of them can fail; only a server without a daemon has nothing to say.
type Reply<T> = Result<T, NoDaemon>;

#[derive(Debug, Serialize, thiserror::Error)]
#[error("this server belongs to no daemon")]
struct NoDaemon;

pub(super) fn add_to(router: Router) -> Router {
    router
        .on("daemon.ping", ping)
        .on("daemon.health", health)
        .on("daemon.status", status)
        .on("daemon.routes", routes)
        .on("daemon.reload", reload)
        .on("daemon.stop", stop)
}

fn daemon(context: &CallContext) -> Reply<Daemon> {
    context.shared.daemon().cloned().ok_or(NoDaemon)
}

#[derive(Deserialize)]
struct Ping {
    /// Whether to answer only when the daemon has left `starting`.
    #[serde(default)]
    wait: bool,
}

#[derive(Serialize)]
struct Pong {
    state: DaemonState,
    pid: u32,
}

async fn ping(request: Ping, context: CallContext) -> Reply<Pong> {
    let daemon = daemon(&context)?;
    if request.wait {
        daemon.initialized().await;
    }
    Ok(Pong {
        state: daemon.state(),
        pid: std::process::id(),
    })
}

async fn health(_: Value, context: CallContext) -> Reply<HealthStatus> {
    Ok(daemon(&context)?.check_health().await)
}

async fn status(_: Value, context: CallContext) -> Reply<DaemonStatus> {
    Ok(daemon(&context)?.status())
}

#[derive(Serialize)]
struct RouteInfo {
    name: &'static str,
    kind: RequestKind,
    idempotent: bool,
    doc: &'static str,
}

async fn routes(_: Value, context: CallContext) -> Reply<Vec<RouteInfo>> {
    let requests = context.shared.router().requests().into_iter();
    let own = requests.filter(|info| !info.name.starts_with(RESERVED));
    Ok(own
        .map(|info| RouteInfo {
            name: info.name,
            kind: info.kind,
            idempotent: info.idempotent,
            doc: info.doc,
        })
        .collect())
}

#[derive(Debug, Serialize, thiserror::Error)]
#[error("{0}")]
struct NotReloaded(String);

async fn reload(_: Value, context: CallContext) -> Result<Value, NotReloaded> {
    let daemon = daemon(&context).map_err(|error| NotReloaded(error.to_string()))?;
    daemon.reload().await.map_err(NotReloaded)?;
    Ok(json!({ "reloaded": true }))
}

async fn stop(_: Value, context: CallContext) -> Reply<Value> {
    daemon(&context)?.request_stop(StopReason::Asked);
    Ok(json!({ "stopping": true }))
}
