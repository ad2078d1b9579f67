//! The report of the health checks, as it goes over the wire.

use std::collections::BTreeMap;

use crate::serial::{deserialize_fields, serialize_fields, words};

/// What all checks say together.
///
/// As JSON: `{"healthy": bool, "status": "ok", "checks": {name: {"healthy": bool, "message"?: text, …}}, "uptime":
/// seconds}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HealthStatus {
    /// Whether it serves and every [critical](super::HealthCheck::critical) check passed; without checks, true.
    /// So a degraded service is healthy: only `status` and the checks themselves tell.
    pub healthy: bool,
    /// The same as one word, which also knows daemons that do not serve yet or any more.
    pub status: Readiness,
    /// Each check by name.
    pub checks: BTreeMap<String, HealthCheckResult>,
    /// Whole seconds since the checker was made.
    pub uptime: u64,
}

serialize_fields!(HealthStatus {
    healthy,
    status,
    checks,
    uptime
});
deserialize_fields!(impl<'de> HealthStatus { healthy, status or Readiness::Ok, checks, uptime });

/// What one check says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HealthCheckResult {
    /// Whether it passed.
    pub healthy: bool,
    /// Why it did not.
    pub message: Option<String>,
    /// Whether its failure makes the whole service unhealthy, not only degraded; only written if it does not.
    pub critical: bool,
    /// The check before it that failed, because of which it was not run.
    pub caused_by: Option<String>,
    /// How long it took, in whole milliseconds.
    pub duration_ms: u64,
    /// How old the result is, in whole milliseconds.
    pub age_ms: u64,
}

serialize_fields!(HealthCheckResult {
    healthy,
    message unless Option::is_none,
    critical unless bool::clone,
    caused_by unless Option::is_none,
    duration_ms,
    age_ms,
});
deserialize_fields!(impl<'de> HealthCheckResult {
    healthy,
    message or None,
    critical or true,
    caused_by or None,
    duration_ms or 0,
    age_ms or 0,
});

/// The state of a service in one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Readiness {
    /// It starts; ask again.
    Initializing,
    /// It serves, and all checks pass.
    #[default]
    Ok,
    /// It serves, and only checks that are not critical fail.
    Degraded,
    /// It serves, and a critical check fails.
    Unhealthy,
    /// It stops.
    Stopping,
}

words!(Readiness {
    Initializing = "initializing",
    Ok = "ok",
    Degraded = "degraded",
    Unhealthy = "unhealthy",
    Stopping = "stopping",
});

impl Readiness {
    /// The word itself, as in the report.
    pub fn as_str(self) -> &'static str {
        self.word()
    }
}

impl std::fmt::Display for Readiness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

impl HealthStatus {
    /// Puts the results of the checks together.
    pub(crate) fn of(checks: BTreeMap<String, HealthCheckResult>, uptime: u64) -> Self {
        let failed = |critical: bool| {
            checks
                .values()
                .any(|check| !check.healthy && check.critical == critical)
        };
        let status = match (failed(true), failed(false)) {
            (true, _) => Readiness::Unhealthy,
            (false, true) => Readiness::Degraded,
            (false, false) => Readiness::Ok,
        };
        Self {
            healthy: status != Readiness::Unhealthy,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(healthy: bool, critical: bool) -> HealthCheckResult {
        HealthCheckResult {
            healthy,
            message: None,
            critical,
            caused_by: None,
            duration_ms: 0,
            age_ms: 0,
        }
    }

    fn report(checks: &[HealthCheckResult]) -> (bool, Readiness) {
        let names = ["a", "b", "c"].map(str::to_owned);
        let report = HealthStatus::of(names.into_iter().zip(checks.iter().cloned()).collect(), 0);
        (report.healthy, report.status)
    }

    #[test]
    fn only_a_critical_check_makes_it_unhealthy() {
        assert_eq!(report(&[]), (true, Readiness::Ok));
        assert_eq!(
            report(&[check(true, true), check(true, false)]),
            (true, Readiness::Ok)
        );
        assert_eq!(
            report(&[check(true, true), check(false, false)]),
            (true, Readiness::Degraded)
        );
        assert_eq!(
            report(&[check(false, true), check(false, false)]),
            (false, Readiness::Unhealthy)
        );
    }

    #[test]
    fn reads_the_reports_of_the_typescript_package() {
        let theirs = r#"{"healthy":false,"checks":{"db":{"healthy":false,"message":"gone"}},"uptime":3}"#;
        let report: HealthStatus = serde_json::from_str(theirs).unwrap();
        assert!(report.checks["db"].critical);
        assert_eq!(report.checks["db"].message.as_deref(), Some("gone"));
    }

    #[test]
    fn every_word_is_the_one_on_the_wire() {
        use Readiness::{Degraded, Initializing, Ok, Stopping, Unhealthy};
        for word in [Initializing, Ok, Degraded, Unhealthy, Stopping] {
            assert_eq!(serde_json::to_value(word).unwrap(), word.as_str());
        }
    }
}
