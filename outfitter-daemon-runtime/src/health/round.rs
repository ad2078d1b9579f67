//! One run of checks: each in a task of its own, after those that it comes after.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout_at};

use super::check::HealthCheck;
use super::result::{Measured, Outcome};
use crate::isolated::{Ended, Isolated};
use crate::small::SmallMap;
use crate::task::Boxed;

/// A check, and where its last result is kept if it runs in the background.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) check: HealthCheck,
    pub(super) latest: watch::Sender<Option<Measured>>,
}

/// What is said of a check that was ended before it had a result.
const CUT_OFF: &str = "the check was cut off";

/// Where a result is going to be.
type Pending = watch::Receiver<Option<Measured>>;

/// Checks at work. Dropping it cancels them.
struct Round {
    running: JoinSet<()>,
    results: SmallMap<Arc<str>, Pending>,
}

/// Runs all checks but those that run in the background, whose last result is taken, or awaited if it is the
/// first. What has none after `limit` has failed.
pub(super) async fn report(entries: Vec<Arc<Entry>>, limit: Duration) -> Vec<(Arc<Entry>, Measured)> {
    let begun = Instant::now();
    let mut round = Round::new();
    let pending: Vec<Pending> = entries
        .iter()
        .map(|entry| round.begin(entry, &entries, None))
        .collect();
    let mut results = Vec::with_capacity(entries.len());
    for (entry, mut pending) in entries.into_iter().zip(pending) {
        results.push((entry, result_by(begun, limit, &mut pending).await));
    }
    results
}

/// The results of checks whose runtime ends.
pub(super) fn cut_off(entries: Vec<Arc<Entry>>) -> Vec<(Arc<Entry>, Measured)> {
    entries.into_iter().map(|entry| (entry, lost())).collect()
}

/// Runs one check that otherwise runs in the background, and those that it comes after.
pub(super) async fn refresh(entry: &Arc<Entry>, entries: &[Arc<Entry>]) -> Measured {
    let mut round = Round::new();
    result(&mut round.begin(entry, entries, Some(entry))).await
}

impl Round {
    fn new() -> Self {
        Self {
            running: JoinSet::new(),
            results: SmallMap::default(),
        }
    }

    /// Begins a check and, before it, what it comes after. `fresh` is run although it has an interval.
    fn begin(&mut self, entry: &Arc<Entry>, entries: &[Arc<Entry>], fresh: Option<&Arc<Entry>>) -> Pending {
        let check = &entry.check;
        if let Some(pending) = self.results.get(&check.name) {
            return pending.clone();
        }
        if check.every.is_some() && !fresh.is_some_and(|fresh| Arc::ptr_eq(fresh, entry)) {
            let pending = entry.latest.subscribe();
            self.results.insert(Arc::clone(&check.name), pending.clone());
            return pending;
        }
        // Registered checks make no cycle and come after what there is, so this comes to an end.
        let before = entries
            .iter()
            .filter(|other| check.after.contains(&other.check.name));
        let before: Vec<(Arc<str>, Pending)> = before
            .map(|other| (Arc::clone(&other.check.name), self.begin(other, entries, fresh)))
            .collect();
        let (done, pending) = watch::channel(None);
        self.results.insert(Arc::clone(&check.name), pending.clone());
        let check = check.clone();
        let run: Boxed<()> = Box::pin(async move {
            done.send_replace(Some(run_after(before, check).await));
        });
        self.running.spawn(run);
        pending
    }
}

async fn run_after(before: Vec<(Arc<str>, Pending)>, check: HealthCheck) -> Measured {
    for (name, mut pending) in before {
        match result(&mut pending).await.outcome {
            Outcome::Passed => {}
            Outcome::Failed(_) => return Measured::since(Instant::now(), Outcome::Skipped(name)),
            // What failed in the first place is what is to be repaired.
            Outcome::Skipped(cause) => return Measured::since(Instant::now(), Outcome::Skipped(cause)),
        }
    }
    run(check).await
}

async fn run(check: HealthCheck) -> Measured {
    let HealthCheck {
        timeout: limit, run, ..
    } = check;
    let begun = Instant::now();
    let check = Isolated::start(Box::pin(async move { run().await }));
    let outcome = match check.end(limit).await {
        Some(Ended::Returned(verdict)) => verdict.into(),
        Some(Ended::Panicked(panic)) => Outcome::Failed(format!("the check panicked: {panic}")),
        Some(Ended::Lost) => Outcome::Failed(CUT_OFF.to_owned()),
        None => Outcome::Failed(format!("the check did not answer within {limit:?}")),
    };
    Measured::since(begun, outcome)
}

async fn result(pending: &mut Pending) -> Measured {
    let found = pending.wait_for(Option::is_some).await;
    let found = found.ok().and_then(|measured| measured.clone());
    found.unwrap_or_else(lost)
}

async fn result_by(begun: Instant, limit: Duration, pending: &mut Pending) -> Measured {
    let Some(deadline) = begun.checked_add(limit) else {
        return result(pending).await;
    };
    timeout_at(deadline, result(pending)).await.unwrap_or_else(|_| {
        let message = format!("the check was not done after {limit:?}, when the report was due");
        Measured::since(begun, Outcome::Failed(message))
    })
}

/// The result of a check that was ended before it had one.
pub(super) fn lost() -> Measured {
    Measured::since(Instant::now(), Outcome::Failed(CUT_OFF.to_owned()))
}
