//! Runs all checks and puts what they say together.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};

use super::check::HealthCheck;
use super::report::{HealthCheckResult, HealthStatus};

/// The health checks of a service. Clones share them.
#[derive(Clone, Debug)]
pub struct HealthChecker(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    checks: Mutex<Vec<HealthCheck>>,
    since: Instant,
}

/// A check of this name is there already.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is already a health check named `{name}`; give one of them another name")]
pub struct DuplicateCheck {
    /// The name.
    pub name: String,
}

impl HealthChecker {
    /// A checker with these checks.
    ///
    /// # Errors
    ///
    /// [`DuplicateCheck`] if two have one name, since the report could only show one of them.
    #[doc(alias = "createHealthChecker")]
    pub fn new(checks: impl IntoIterator<Item = HealthCheck>) -> Result<Self, DuplicateCheck> {
        let checker = Self::default();
        checks.into_iter().try_for_each(|check| checker.register(check))?;
        Ok(checker)
    }

    /// Adds a check, at any time; the next report has it.
    ///
    /// # Errors
    ///
    /// [`DuplicateCheck`] if one of that name is there; nothing has changed then.
    pub fn register(&self, check: HealthCheck) -> Result<(), DuplicateCheck> {
        let mut checks = self.0.checks.lock().unwrap_or_else(PoisonError::into_inner);
        if checks.iter().any(|known| known.name == check.name) {
            return Err(DuplicateCheck {
                name: check.name.to_string(),
            });
        }
        checks.push(check);
        Ok(())
    }

    /// Runs all checks side by side and waits for them; each has its own limit, so this ends.
    ///
    /// One that panics or takes too long has failed, and spoils nothing else.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future cancels the checks.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime that has its time driver enabled.
    pub async fn check(&self) -> HealthStatus {
        let checks = self
            .0
            .checks
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let mut running: JoinSet<(Arc<str>, HealthCheckResult)> = checks
            .into_iter()
            .map(|check| async move { (Arc::clone(&check.name), run(check).await) })
            .collect();
        let mut results = BTreeMap::new();
        while let Some(done) = running.join_next().await {
            match done {
                Ok((name, result)) => drop(results.insert(name.to_string(), result)),
                Err(error) => tracing::error!(%error, "a health check's task failed"),
            }
        }
        HealthStatus::of(results, self.uptime())
    }

    /// Whole seconds since the checker was made.
    pub(crate) fn uptime(&self) -> u64 {
        self.0.since.elapsed().as_secs()
    }
}

impl Default for HealthChecker {
    /// A checker without checks: always healthy.
    fn default() -> Self {
        Self(Arc::new(Inner {
            checks: Mutex::default(),
            since: Instant::now(),
        }))
    }
}

/// One check in a task of its own, so that a panic ends only this task.
async fn run(check: HealthCheck) -> HealthCheckResult {
    let HealthCheck {
        timeout: limit, run, ..
    } = check;
    let task = tokio::spawn(async move { run().await });
    let abort = AbortOnDrop(task.abort_handle());
    let verdict = match timeout(limit, task).await {
        Ok(Ok(verdict)) => verdict,
        Ok(Err(error)) => Err(match error.try_into_panic() {
            Ok(panic) => format!("the check panicked: {}", crate::panic::panic_text(&*panic)),
            Err(error) => error.to_string(),
        }),
        Err(_) => Err(format!("the check did not answer within {limit:?}")),
    };
    drop(abort);
    verdict.into()
}

struct AbortOnDrop(tokio::task::AbortHandle);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn healthy(name: &str) -> HealthCheck {
        HealthCheck::new(name, || async {})
    }

    fn panic_now() {
        panic!("oh no")
    }

    #[tokio::test]
    async fn without_checks_all_is_well() {
        let status = HealthChecker::default().check().await;
        assert!(status.healthy && status.checks.is_empty());
    }

    #[tokio::test]
    async fn reports_every_check_and_the_message_of_the_failing_one() {
        let failing = HealthCheck::new("cache", || async { Err::<(), _>("connection refused") });
        let checker = HealthChecker::new([healthy("database"), failing, healthy("queue")]).unwrap();
        let status = checker.check().await;
        assert_eq!(
            serde_json::to_value(&status).unwrap(),
            serde_json::json!({
                "healthy": false,
                "status": "unhealthy",
                "checks": {
                    "database": { "healthy": true },
                    "cache": { "healthy": false, "message": "connection refused" },
                    "queue": { "healthy": true },
                },
                "uptime": 0,
            })
        );
    }

    #[tokio::test]
    async fn runs_the_checks_side_by_side() {
        let barrier = Arc::new(tokio::sync::Barrier::new(3));
        let waits = |name: &str| {
            let barrier = Arc::clone(&barrier);
            HealthCheck::new(name, move || {
                let barrier = Arc::clone(&barrier);
                async move {
                    barrier.wait().await;
                }
            })
        };
        let checker = HealthChecker::new([waits("a"), waits("b"), waits("c")]).unwrap();
        // Each waits for the two others, so one after the other would never end.
        assert!(checker.check().await.healthy);
    }

    #[tokio::test]
    async fn a_panic_is_a_failure_of_that_check_alone() {
        let panics = HealthCheck::new("bad", || async { panic_now() });
        let status = HealthChecker::new([panics, healthy("good")])
            .unwrap()
            .check()
            .await;
        assert_eq!(
            status.checks["bad"].message.as_deref(),
            Some("the check panicked: oh no")
        );
        assert!(status.checks["good"].healthy);
    }

    #[tokio::test(start_paused = true)]
    async fn a_check_that_never_answers_does_not_hold_up_the_report() {
        let hangs = HealthCheck::new("hangs", std::future::pending::<()>).timeout(Duration::from_secs(3));
        let before = Instant::now();
        let status = HealthChecker::new([hangs, healthy("good")])
            .unwrap()
            .check()
            .await;
        assert_eq!(before.elapsed().as_secs(), 3);
        assert_eq!(
            status.checks["hangs"].message.as_deref(),
            Some("the check did not answer within 3s")
        );
        assert_eq!(status.uptime, 3);
        assert!(status.checks["good"].healthy);
    }

    #[tokio::test]
    async fn takes_new_checks_at_any_time_but_no_name_twice() {
        let checker = HealthChecker::new([healthy("a")]).unwrap();
        assert_eq!(checker.check().await.checks.len(), 1);
        checker.register(healthy("b")).unwrap();
        assert_eq!(
            checker.register(healthy("a")),
            Err(DuplicateCheck { name: "a".into() })
        );
        assert_eq!(checker.check().await.checks.len(), 2);
        assert!(HealthChecker::new([healthy("a"), healthy("a")]).is_err());
    }
}
