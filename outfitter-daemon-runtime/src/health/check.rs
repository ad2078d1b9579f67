//! One health check.

use std::fmt;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::problem::Outline;
use crate::outcome::IntoOutcome;

/// How long a check may take if nothing else is said.
const TIMEOUT: Duration = Duration::from_secs(2);
/// The shortest time between two runs in the background.
const MOST_OFTEN: Duration = Duration::from_millis(10);

/// A check at work.
pub type Verdict = Pin<Box<dyn Future<Output = Result<(), String>> + Send>>;

/// A named check that a [`HealthChecker`](super::HealthChecker) runs.
#[derive(Clone)]
pub struct HealthCheck {
    pub(super) name: Arc<str>,
    pub(super) timeout: Duration,
    pub(super) every: Option<Duration>,
    pub(super) critical: bool,
    pub(super) after: Vec<Arc<str>>,
    pub(super) run: Arc<dyn Fn() -> Verdict + Send + Sync>,
    place: &'static Location<'static>,
}

impl HealthCheck {
    /// A check that passes if `check` gives `()` or `Ok(())`, within 2 s.
    ///
    /// # Examples
    ///
    /// ```
    /// use outfitter_daemon::HealthCheck;
    ///
    /// let queue = HealthCheck::new("queue", || async {
    ///     if std::path::Path::new("/var/spool").exists() { Ok(()) } else { Err("no spool directory") }
    /// });
    /// ```
    #[track_caller]
    pub fn new<F, Fut>(name: impl Into<String>, check: F) -> Self
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future + Send + 'static,
        Fut::Output: IntoOutcome,
    {
        let run = move || -> Verdict {
            let checked = check();
            Box::pin(async move { checked.await.into_outcome() })
        };
        Self {
            name: name.into().into(),
            timeout: TIMEOUT,
            every: None,
            critical: true,
            after: Vec::new(),
            run: Arc::new(run),
            place: Location::caller(),
        }
    }

    /// The same check with another limit; a check that takes longer has failed. Default 2 s.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Runs it in the background: at once, and then again so long after each beginning. A report shows its last
    /// result, with its age, and waits only for the first one. At least 10 ms; default: run by each report.
    ///
    /// The checks that it comes [`after`](Self::after) run with it, unless they have an interval of their own.
    #[must_use]
    pub fn every(mut self, interval: Duration) -> Self {
        self.every = Some(interval.max(MOST_OFTEN));
        self
    }

    /// Whether its failure makes the service unhealthy (the default), or only degraded.
    #[must_use]
    pub fn critical(mut self, critical: bool) -> Self {
        self.critical = critical;
        self
    }

    /// Runs it after the check `name`, and not at all if that one fails: it then counts as failed, and the
    /// report names the cause. May be called for several.
    #[must_use]
    pub fn after(mut self, name: impl Into<String>) -> Self {
        self.after.push(name.into().into());
        self
    }

    /// Its name in the report.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What of it has to fit together with other checks.
    pub(crate) fn outline(&self) -> Outline {
        Outline {
            name: self.name.to_string(),
            after: self.after.iter().map(ToString::to_string).collect(),
            place: format!("{}:{}", self.place.file(), self.place.line()),
        }
    }
}

impl fmt::Debug for HealthCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HealthCheck")
            .field("name", &self.name)
            .field("timeout", &self.timeout)
            .field("every", &self.every)
            .field("critical", &self.critical)
            .field("after", &self.after)
            .finish_non_exhaustive()
    }
}
