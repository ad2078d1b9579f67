//! The requests that every daemon answers: `daemon.ping`, `.health`, `.status`, `.routes`, `.reload` and
//! `.stop`.

use std::error::Error;
use std::fmt;

use serde_core::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::{Value, json};

use super::call::CallContext;
use super::policy::{Allow, Policy};
use super::router::Router;
use super::shared::RESERVED;
use crate::health::HealthStatus;
use crate::ipc::message::RequestKind;
use crate::ipc::schema::RequestSchema;
use crate::lifecycle::{Daemon, DaemonState, DaemonStatus, StopReason};
use crate::serial::{deserialize_fields, serialize_fields, serialize_transparent, serialize_unit};

/// But for a reload, none of them can fail; only a server without a daemon has nothing to say.
type Reply<T> = Result<T, NoDaemon>;

#[derive(Debug)]
struct NoDaemon;

serialize_unit!(NoDaemon);

impl fmt::Display for NoDaemon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this server belongs to no daemon")
    }
}

impl Error for NoDaemon {}

pub(super) fn add_to(router: Router) -> Router {
    let to_all = Policy::new().allow(Allow::Any);
    router
        .on_with("daemon.ping", to_all, ping)
        .on_with("daemon.health", to_all, health)
        .on_with("daemon.status", to_all, status)
        .on_with("daemon.routes", to_all, routes)
        .on("daemon.reload", reload)
        .on("daemon.stop", stop)
}

fn daemon(context: &CallContext) -> Reply<Daemon> {
    context.shared.daemon().cloned().ok_or(NoDaemon)
}

struct Ping {
    /// Whether to answer only when the daemon has left `starting`.
    wait: bool,
}

deserialize_fields!(impl<'de> Ping { wait or false });

struct Pong {
    state: DaemonState,
    pid: u32,
}

serialize_fields!(Pong { state, pid });

async fn ping(request: Ping, context: CallContext) -> Reply<Pong> {
    let daemon = daemon(&context)?;
    if request.wait {
        daemon.initialized().await;
    }
    // Whoever asks wants to know whether to come with more requests: not when somebody has asked it to stop.
    let state = match daemon.state() {
        DaemonState::Running if daemon.stop_reason().is_some() => DaemonState::Stopping,
        state => state,
    };
    Ok(Pong {
        state,
        pid: std::process::id(),
    })
}

async fn health(_: Value, context: CallContext) -> Reply<HealthStatus> {
    Ok(daemon(&context)?.check_health().await)
}

/// What a daemon says of itself, and what only its server knows.
struct Status {
    daemon: DaemonStatus,
    oneway_failures: u64,
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut object = to.serialize_struct("Status", DaemonStatus::FIELDS + 1)?;
        self.daemon.write_fields(&mut object)?;
        object.serialize_field("oneway_failures", &self.oneway_failures)?;
        object.end()
    }
}

async fn status(_: Value, context: CallContext) -> Reply<Status> {
    Ok(Status {
        daemon: daemon(&context)?.status(),
        oneway_failures: context.shared.oneway_failures(),
    })
}

struct RouteInfo {
    name: &'static str,
    kind: RequestKind,
    idempotent: bool,
    policy: Policy,
    doc: &'static str,
    schema: Option<RequestSchema>,
}

serialize_fields!(RouteInfo { name, kind, idempotent, policy, doc, schema unless Option::is_none });

struct Routes {
    /// Whether to tell the JSON Schemas too, as far as there are any.
    schema: bool,
}

deserialize_fields!(impl<'de> Routes { schema or false });

async fn routes(request: Routes, context: CallContext) -> Reply<Vec<RouteInfo>> {
    let router = context.shared.router();
    let mut schemas = if request.schema {
        router.schemas()
    } else {
        Vec::new()
    };
    let mut told = Vec::new();
    for entry in router.entries() {
        let name = entry.info.name;
        if !name.starts_with(RESERVED) {
            let schema = schemas.iter().position(|schema| schema.name == name);
            told.push(RouteInfo {
                name,
                kind: entry.info.kind,
                idempotent: entry.info.idempotent,
                policy: entry.policy,
                doc: entry.info.doc,
                schema: schema.map(|at| schemas.swap_remove(at)),
            });
        }
    }
    Ok(told)
}

#[derive(Debug)]
struct NotReloaded(String);

serialize_transparent!(NotReloaded);

impl fmt::Display for NotReloaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for NotReloaded {}

async fn reload(_: Value, context: CallContext) -> Result<Value, NotReloaded> {
    let daemon = daemon(&context).map_err(|error| NotReloaded(error.to_string()))?;
    daemon.reload().await.map_err(NotReloaded)?;
    Ok(json!({ "reloaded": true }))
}

async fn stop(_: Value, context: CallContext) -> Reply<Value> {
    daemon(&context)?.request_stop(StopReason::Asked);
    Ok(json!({ "stopping": true }))
}

#[cfg(test)]
mod tests {
    use super::{NoDaemon, NotReloaded};
    use crate::fixtures::with_causes;

    #[test]
    fn each_error_says_what_is_wrong() {
        assert_eq!(with_causes(&NoDaemon), "this server belongs to no daemon");
        assert_eq!(with_causes(&NotReloaded("no".into())), "no");
    }
}
