//! The report of the health checks, as it goes over the wire.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What all checks say together.
///
/// As JSON: `{"healthy": bool, "status": "ok", "checks": {name: {"healthy": bool, "message"?: string}}, "uptime": seconds}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthStatus {
    /// Whether every check passed; without checks, true.
    pub healthy: bool,
    /// The same as one word, which also knows daemons that do not serve yet or any more.
    #[serde(default)]
    pub status: Readiness,
    /// Each check by name.
    pub checks: BTreeMap<String, HealthCheckResult>,
    /// Whole seconds since the checker was made.
    pub uptime: u64,
}

/// What one check says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthCheckResult {
    /// Whether it passed.
    pub healthy: bool,
    /// Why it did not.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub message: Option<String>,
}

/// The state of a service in one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Readiness {
    /// It starts; ask again.
    Initializing,
    /// It serves, and all checks pass.
    #[default]
    Ok,
    /// It serves, and a check fails.
    Unhealthy,
    /// It stops.
    Stopping,
}

impl HealthStatus {
    /// Puts the results of the checks together.
    pub(crate) fn of(checks: BTreeMap<String, HealthCheckResult>, uptime: u64) -> Self {
        let healthy = checks.values().all(|check| check.healthy);
        let status = if healthy {
            Readiness::Ok
        } else {
            Readiness::Unhealthy
        };
        Self {
            healthy,
            status,
            checks,
            uptime,
        }
    }

    /// The report of a service that does not serve (yet, or any more): no check was run.
    pub(crate) fn not_serving(status: Readiness, uptime: u64) -> Self {
        Self {
            healthy: false,
            status,
            checks: BTreeMap::new(),
            uptime,
        }
    }
}

impl From<Result<(), String>> for HealthCheckResult {
    fn from(verdict: Result<(), String>) -> Self {
        Self {
            healthy: verdict.is_ok(),
            message: verdict.err(),
        }
    }
}
