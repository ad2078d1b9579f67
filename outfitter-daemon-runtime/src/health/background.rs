//! Checks that run by themselves, at their own intervals.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::checker::Inner;
use super::round::{self, Entry};
use crate::isolated::AbortOnDrop;
use crate::small::SmallMap;

/// The tasks of these checks, by name. Dropping it ends them.
#[derive(Debug, Default)]
pub(super) struct Background(Mutex<SmallMap<Arc<str>, AbortOnDrop>>);

impl Background {
    fn tasks(&self) -> MutexGuard<'_, SmallMap<Arc<str>, AbortOnDrop>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins the checks that have an interval and do not run yet, or no longer because their runtime has ended.
    pub(super) fn ensure(&self, entries: &[Arc<Entry>], checker: &Arc<Inner>) {
        for entry in entries {
            let Some(every) = entry.check.every else { continue };
            let mut tasks = self.tasks();
            let name = &entry.check.name;
            if tasks.get(name).is_none_or(|task| task.0.is_finished()) {
                entry.latest.send_replace(None);
                let keeping = keep(Arc::clone(entry), every, Arc::downgrade(checker));
                tasks.insert(
                    Arc::clone(name),
                    AbortOnDrop(crate::task::spawn(keeping).abort_handle()),
                );
            }
        }
    }

    /// Ends them all. A report that still waits for one learns that there is nothing to come.
    pub(super) fn end(&self, entries: &[Arc<Entry>]) {
        self.tasks().clear();
        for entry in entries {
            entry.latest.send_if_modified(|latest| {
                let waited_for = latest.is_none();
                latest.get_or_insert_with(round::lost);
                waited_for
            });
        }
    }
}

/// Runs a check at once and then at its interval; a run that takes longer is followed by the next at once.
async fn keep(entry: Arc<Entry>, every: Duration, checker: Weak<Inner>) {
    loop {
        let next = Instant::now().checked_add(every);
        let Some(entries) = checker.upgrade().map(|checker| checker.entries()) else {
            return;
        };
        let measured = round::refresh(&entry, &entries).await;
        entry.latest.send_replace(Some(measured));
        match next {
            Some(next) => sleep_until(next).await,
            None => return std::future::pending().await,
        }
    }
}
