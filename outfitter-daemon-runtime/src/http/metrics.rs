//! What `/metrics` says.

use crate::health::HealthStatus;
use crate::ipc::{ServerMeter, Shared};
use crate::lifecycle::{Daemon, DaemonState};

use super::exposition::{Exposition, Kind};

pub(super) const CONTENT_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

const STATES: [DaemonState; 4] = [
    DaemonState::Starting,
    DaemonState::Running,
    DaemonState::Stopping,
    DaemonState::Stopped,
];

/// The counters, and the health checks as they are now.
pub(super) async fn text(shared: &Shared, daemon: &Daemon) -> String {
    let report = daemon.check_health().await;
    let mut text = Exposition::default();
    about(&mut text, daemon, shared.meter());
    connections(&mut text, shared);
    requests(&mut text, shared);
    checks(&mut text, &report);
    text.finish()
}

fn about(text: &mut Exposition, daemon: &Daemon, meter: &ServerMeter) {
    let (name, version) = (daemon.name(), daemon.version());
    text.family("outfitter_daemon_info", Kind::Gauge, "The daemon: always 1.");
    text.sample(
        "outfitter_daemon_info",
        &[("name", name), ("version", version)],
        1,
    );
    text.family(
        "outfitter_daemon_state",
        Kind::Gauge,
        "1 for the state that it is in.",
    );
    let now = daemon.state();
    for state in STATES {
        let is = u8::from(state == now);
        text.sample("outfitter_daemon_state", &[("state", &state.to_string())], is);
    }
    text.family(
        "outfitter_daemon_uptime_seconds",
        Kind::Gauge,
        "How long it has been up.",
    );
    text.sample(
        "outfitter_daemon_uptime_seconds",
        &[],
        daemon.uptime().as_secs_f64(),
    );
    text.family(
        "process_start_time_seconds",
        Kind::Gauge,
        "When it began to listen, since 1970.",
    );
    text.sample("process_start_time_seconds", &[], meter.since().as_secs_f64());
}

fn connections(text: &mut Exposition, shared: &Shared) {
    let meter = shared.meter();
    text.family(
        "outfitter_daemon_connections",
        Kind::Gauge,
        "Connections that are open.",
    );
    text.sample("outfitter_daemon_connections", &[], meter.open_connections());
    text.family(
        "outfitter_daemon_connections_total",
        Kind::Counter,
        "Connections so far.",
    );
    text.sample("outfitter_daemon_connections_total", &[], meter.all_connections());
    text.family(
        "outfitter_daemon_requests_waiting",
        Kind::Gauge,
        "Requests whose handlers are at work.",
    );
    text.sample("outfitter_daemon_requests_waiting", &[], shared.at_work().len());
}

fn requests(text: &mut Exposition, shared: &Shared) {
    let name = "outfitter_daemon_request_duration_seconds";
    text.family(name, Kind::Histogram, "How long requests took, by route.");
    let meters = shared.router().meters();
    for (route, meter) in &meters {
        let histogram = meter.histogram();
        for (limit, count) in &histogram.buckets {
            text.sample(
                &format!("{name}_bucket"),
                &[("route", route), ("le", limit)],
                count,
            );
        }
        text.sample(
            &format!("{name}_sum"),
            &[("route", route)],
            histogram.sum.as_secs_f64(),
        );
        text.sample(&format!("{name}_count"), &[("route", route)], histogram.count);
    }
    let name = "outfitter_daemon_request_errors_total";
    text.family(
        name,
        Kind::Counter,
        "Requests answered with an error, by route and code.",
    );
    for (route, meter) in &meters {
        for (code, count) in meter.errors() {
            text.sample(name, &[("route", route), ("code", code)], count);
        }
    }
    let name = "outfitter_daemon_refused_total";
    text.family(
        name,
        Kind::Counter,
        "Lines and requests refused before a handler was called, by code.",
    );
    for (code, count) in shared.meter().refused() {
        text.sample(name, &[("code", code)], count);
    }
}

fn checks(text: &mut Exposition, report: &HealthStatus) {
    text.family(
        "outfitter_daemon_healthy",
        Kind::Gauge,
        "Whether it serves and is healthy.",
    );
    text.sample("outfitter_daemon_healthy", &[], u8::from(report.healthy));
    text.family(
        "outfitter_daemon_check_healthy",
        Kind::Gauge,
        "Whether a health check passes.",
    );
    for (name, check) in &report.checks {
        text.sample(
            "outfitter_daemon_check_healthy",
            &[("check", name)],
            u8::from(check.healthy),
        );
    }
    text.family(
        "outfitter_daemon_check_duration_seconds",
        Kind::Gauge,
        "How long a health check took.",
    );
    for (name, check) in &report.checks {
        let seconds = std::time::Duration::from_millis(check.duration_ms).as_secs_f64();
        text.sample(
            "outfitter_daemon_check_duration_seconds",
            &[("check", name)],
            seconds,
        );
    }
}
