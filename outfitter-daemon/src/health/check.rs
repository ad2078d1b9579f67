//! One health check.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use crate::outcome::IntoOutcome;

/// How long a check may take if nothing else is said.
const TIMEOUT: Duration = Duration::from_secs(2);

/// A check at work.
pub type Verdict = Pin<Box<dyn Future<Output = Result<(), String>> + Send>>;

/// A named check that a [`HealthChecker`](super::HealthChecker) runs.
#[derive(Clone)]
pub struct HealthCheck {
    pub(crate) name: Arc<str>,
    pub(crate) timeout: Duration,
    pub(crate) run: Arc<dyn Fn() -> Verdict + Send + Sync>,
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
            run: Arc::new(run),
        }
    }

    /// The same check with another limit; a check that takes longer has failed.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Its name in the report.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Debug for HealthCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HealthCheck")
            .field("name", &self.name)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
