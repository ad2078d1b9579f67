//! The checks of a service, and the report that many callers share.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::background::Background;
use super::check::HealthCheck;
use super::problem::{CheckError, Outline, problems};
use super::report::HealthStatus;
use super::result::Measured;
use super::round::{self, Entry};
use crate::isolated::AbortOnDrop;

/// How long a report may take if nothing else is said.
const REPORT: Duration = Duration::from_secs(10);

/// The health checks of a service. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct HealthChecker(Arc<Inner>);

#[derive(Debug)]
pub(super) struct Inner {
    checks: Mutex<Checks>,
    background: Background,
    since: Instant,
}

#[derive(Debug)]
struct Checks {
    entries: Vec<Arc<Entry>>,
    /// How long a report may take.
    limit: Duration,
    /// The report that is being made, for as long as somebody waits for it.
    report: Weak<Report>,
}

/// A report in the making.
#[derive(Debug)]
struct Report {
    results: watch::Receiver<Option<Results>>,
    _task: AbortOnDrop,
}

type Results = Arc<Vec<(Arc<Entry>, Measured)>>;

impl HealthChecker {
    /// A checker with these checks.
    ///
    /// # Errors
    ///
    /// [`CheckError`] if the checks do not fit together: a name that is there twice, a check that comes after one
    /// that is not there, or checks that come after each other. If more is wrong, it is the first of all.
    #[doc(alias = "createHealthChecker")]
    pub fn new(checks: impl IntoIterator<Item = HealthCheck>) -> Result<Self, CheckError> {
        Self::of(checks.into_iter().collect())
    }

    fn of(checks: Vec<HealthCheck>) -> Result<Self, CheckError> {
        let outlines: Vec<Outline> = checks.iter().map(HealthCheck::outline).collect();
        if let Some(problem) = problems(&outlines).into_iter().next() {
            return Err(problem);
        }
        let checker = Self::default();
        checker.0.checks().entries = checks.into_iter().map(Entry::of).collect();
        Ok(checker)
    }

    /// Adds a check, at any time; the next report has it.
    ///
    /// # Errors
    ///
    /// [`CheckError::Duplicate`] if one of that name is there, [`CheckError::Unknown`] if it comes after one that
    /// is not; nothing has changed then.
    pub fn register(&self, check: HealthCheck) -> Result<(), CheckError> {
        let mut checks = self.0.checks();
        let known = checks.entries.iter().map(|entry| &entry.check);
        let outlines: Vec<Outline> = known.chain([&check]).map(HealthCheck::outline).collect();
        if let Some(problem) = problems(&outlines).into_iter().next() {
            return Err(problem);
        }
        checks.entries.push(Entry::of(check));
        checks.report = Weak::new();
        Ok(())
    }

    /// Sets how long a report may take, whatever the limits of its checks are; default 10 s.
    ///
    /// What has not answered by then counts as failed in that report. A check that takes longer should have an
    /// [interval](HealthCheck::every).
    pub fn set_report_timeout(&self, limit: Duration) {
        self.0.checks().limit = limit;
    }

    /// Runs all checks side by side and puts their results together; ends within the report's limit, 10 s if
    /// nothing else is said.
    ///
    /// A check that panics or takes longer than it may has failed, and spoils nothing else. If a report is being
    /// made already, this is that one.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future cancels the checks, unless somebody else waits for them too.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime that has its time driver enabled.
    pub async fn check(&self) -> HealthStatus {
        self.start_background();
        let report = self.0.report();
        let mut results = report.results.clone();
        let results = results.wait_for(Option::is_some).await;
        let results = results.ok().and_then(|results| results.clone());
        let results = results.unwrap_or_else(|| Arc::new(round::cut_off(self.0.entries())));
        // One by one: to be collected they would be sorted first, by code that is long to compile.
        let mut checks = BTreeMap::new();
        for (entry, measured) in results.iter() {
            let check = &entry.check;
            checks.insert(check.name.to_string(), measured.report(check.critical));
        }
        HealthStatus::of(checks, self.uptime())
    }

    /// Begins the checks that run in the background, if they do not run already.
    pub(crate) fn start_background(&self) {
        self.0.background.ensure(&self.0.entries(), &self.0);
    }

    /// Ends the checks that run in the background, until the next report.
    pub(crate) fn stop_background(&self) {
        self.0.background.end(&self.0.entries());
    }

    /// Whole seconds since the checker was made.
    fn uptime(&self) -> u64 {
        self.0.since.elapsed().as_secs()
    }
}

impl Inner {
    fn checks(&self) -> MutexGuard<'_, Checks> {
        self.checks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn entries(&self) -> Vec<Arc<Entry>> {
        self.checks().entries.clone()
    }

    /// The report that is being made, or a new one.
    fn report(&self) -> Arc<Report> {
        let mut checks = self.checks();
        let current = checks.report.upgrade();
        if let Some(report) = current.filter(|report| report.is_being_made()) {
            return report;
        }
        let (done, results) = watch::channel(None);
        let making = round::report(checks.entries.clone(), checks.limit);
        let task = crate::task::spawn(async move {
            done.send_replace(Some(Arc::new(making.await)));
        });
        let report = Arc::new(Report {
            results,
            _task: AbortOnDrop(task.abort_handle()),
        });
        checks.report = Arc::downgrade(&report);
        report
    }
}

impl Report {
    fn is_being_made(&self) -> bool {
        // One that was cut off has no result and no sender.
        self.results.borrow().is_none() && self.results.has_changed().is_ok()
    }
}

impl Entry {
    fn of(check: HealthCheck) -> Arc<Self> {
        Arc::new(Self {
            check,
            latest: watch::Sender::new(None),
        })
    }
}

impl Default for Inner {
    /// Without checks: always healthy.
    fn default() -> Self {
        Self {
            checks: Mutex::new(Checks {
                entries: Vec::new(),
                limit: REPORT,
                report: Weak::new(),
            }),
            background: Background::default(),
            since: Instant::now(),
        }
    }
}
