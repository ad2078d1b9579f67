//! Health, readiness and liveness as HTTP has them.

use std::fmt::Write;

use hyper::StatusCode;
use serde_core::ser::{Serialize, SerializeStruct, Serializer};

use super::access::Trust;
use crate::health::{HealthStatus, Readiness};
use crate::lifecycle::Daemon;

/// The body of `/health`.
pub(super) struct Health {
    report: HealthStatus,
    version: String,
}

impl Serialize for Health {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut object = to.serialize_struct("Health", HealthStatus::FIELDS + 1)?;
        self.report.write_fields(&mut object)?;
        object.serialize_field("version", &self.version)?;
        object.end()
    }
}

/// The report, and its status: one that initializes is on its way to be well, and is waited for.
pub(super) async fn health(daemon: &Daemon, trust: Trust) -> (StatusCode, Health) {
    let mut report = daemon.check_health().await;
    if trust != Trust::User {
        // An error's text may hold a secret.
        report.checks.values_mut().for_each(|check| check.message = None);
    }
    let status = match report.status {
        Readiness::Initializing | Readiness::Ok | Readiness::Degraded => StatusCode::OK,
        Readiness::Unhealthy | Readiness::Stopping => StatusCode::SERVICE_UNAVAILABLE,
    };
    let version = daemon.version().to_owned();
    (status, Health { report, version })
}

/// What `/livez` says: that somebody is there to say it.
pub(super) fn live(verbose: bool) -> String {
    if verbose { "[+]runtime ok\nok\n" } else { "ok\n" }.to_owned()
}

/// What `/readyz` says: one word, and before it a line for each check if it is to be verbose.
pub(super) async fn ready(daemon: &Daemon, trust: Trust, verbose: bool) -> (StatusCode, String) {
    let report = daemon.check_health().await;
    let status = if report.healthy {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let mut text = if verbose {
        lines(&report, trust)
    } else {
        String::new()
    };
    // Writing to a text cannot fail.
    let _ = writeln!(text, "{}", report.status);
    (status, text)
}

fn lines(report: &HealthStatus, trust: Trust) -> String {
    let line = |(name, check): (&String, &crate::HealthCheckResult)| {
        let sign = if check.healthy { '+' } else { '-' };
        let said = match &check.message {
            _ if check.healthy => "ok".to_owned(),
            Some(message) if trust == Trust::User => format!("failed: {}", message.replace('\n', " ")),
            _ => "failed".to_owned(),
        };
        format!("[{sign}]{name} {said}\n")
    };
    report.checks.iter().map(line).collect()
}
