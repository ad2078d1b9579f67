//! The result of one run of one check.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::report::HealthCheckResult;

/// What came of a check, and when.
#[derive(Clone, Debug)]
pub(super) struct Measured {
    pub(super) outcome: Outcome,
    pub(super) took: Duration,
    pub(super) ended: Instant,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Passed,
    /// Why it failed.
    Failed(String),
    /// It was not run, because this one before it has failed.
    Skipped(Arc<str>),
}

impl Measured {
    /// What has come of a check that was begun at `begun`, now.
    pub(super) fn since(begun: Instant, outcome: Outcome) -> Self {
        Self {
            outcome,
            took: begun.elapsed(),
            ended: Instant::now(),
        }
    }

    pub(super) fn passed(&self) -> bool {
        self.outcome == Outcome::Passed
    }

    pub(super) fn report(&self, critical: bool) -> HealthCheckResult {
        let (message, caused_by) = match &self.outcome {
            Outcome::Passed => (None, None),
            Outcome::Failed(message) => (Some(message.clone()), None),
            Outcome::Skipped(cause) => (
                Some(format!("not run, because `{cause}` failed")),
                Some(cause.to_string()),
            ),
        };
        HealthCheckResult {
            healthy: self.passed(),
            message,
            critical,
            caused_by,
            duration_ms: milliseconds(self.took),
            age_ms: milliseconds(self.ended.elapsed()),
        }
    }
}

impl From<Result<(), String>> for Outcome {
    fn from(verdict: Result<(), String>) -> Self {
        verdict.map_or_else(Self::Failed, |()| Self::Passed)
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
