//! Shutdown handlers: run in the order of their registration, each on its own.

use std::fmt;
use std::panic::Location;
use std::sync::{Mutex, PoisonError};

use tokio::time::Instant;

use crate::isolated::{Ended, Isolated};
use crate::outcome::IntoOutcome;
use crate::task::Boxed;

type Running = Boxed<Result<(), String>>;

/// A shutdown handler and where it was registered, which is its name in the log.
struct Hook {
    place: &'static Location<'static>,
    run: Box<dyn FnOnce() -> Running + Send>,
}

/// The shutdown handlers of one daemon.
#[derive(Default)]
pub(super) struct Hooks(Mutex<Vec<Hook>>);

/// What became of the handlers.
#[derive(Debug, Default)]
pub(super) struct HooksOutcome {
    /// The text of each error and panic.
    pub(super) failed: Vec<String>,
    /// The handler that was not done in time; those after it did not run.
    pub(super) overran: Option<String>,
}

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hooks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        f.debug_list()
            .entries(hooks.iter().map(|hook| hook.place))
            .finish()
    }
}

impl Hooks {
    #[track_caller]
    pub(super) fn add<F, Fut>(&self, hook: F)
    where
        F: FnOnce() -> Fut + Send + 'static,
        Fut: Future + Send + 'static,
        Fut::Output: IntoOutcome,
    {
        let run = Box::new(move || -> Running { Box::pin(async move { hook().await.into_outcome() }) });
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(Hook {
            place: Location::caller(),
            run,
        });
    }

    /// Runs them all; ends at `deadline` whatever they do. They are gone then.
    pub(super) async fn run(&self, deadline: Instant) -> HooksOutcome {
        let hooks = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let mut outcome = HooksOutcome::default();
        for Hook { place, run } in hooks {
            let hook = Isolated::start(Box::pin(async move { run().await }));
            let problem = match hook.end(deadline.duration_since(Instant::now())).await {
                Some(Ended::Returned(Ok(()))) => continue,
                Some(Ended::Returned(Err(error))) => {
                    format!("the shutdown handler at {place} failed: {error}")
                }
                Some(Ended::Panicked(panic)) => {
                    format!("the shutdown handler at {place} panicked: {panic}")
                }
                Some(Ended::Lost) => format!("the shutdown handler at {place} was lost"),
                None => {
                    outcome.overran = Some(format!("the shutdown handler at {place}"));
                    break;
                }
            };
            tracing::error!("{problem}");
            outcome.failed.push(problem);
        }
        outcome
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use super::*;

    fn panic_now() {
        panic!("oh no")
    }

    fn soon() -> Instant {
        Instant::now() + Duration::from_secs(1)
    }

    #[tokio::test]
    async fn runs_in_order_and_past_errors_and_panics() {
        let (hooks, seen) = (Hooks::default(), Arc::new(Mutex::new(Vec::new())));
        let note = |text: &'static str| {
            let seen = Arc::clone(&seen);
            move || seen.lock().unwrap().push(text)
        };
        let (one, two, three) = (note("one"), note("two"), note("three"));
        hooks.add(async move || one());
        hooks.add(async move || {
            two();
            Err::<(), _>("disk full")
        });
        hooks.add(|| async { panic_now() });
        hooks.add(async move || three());
        let outcome = hooks.run(soon()).await;
        assert_eq!(*seen.lock().unwrap(), ["one", "two", "three"]);
        assert_eq!(outcome.overran, None);
        assert_eq!(outcome.failed.len(), 2);
        assert!(outcome.failed[0].ends_with("failed: disk full") && outcome.failed[0].contains("hooks.rs"));
        assert!(outcome.failed[1].ends_with("panicked: oh no"));
    }

    #[tokio::test(start_paused = true)]
    async fn names_the_handler_that_takes_too_long() {
        let hooks = Hooks::default();
        hooks.add(std::future::pending::<()>);
        let outcome = hooks.run(soon()).await;
        assert!(outcome.overran.unwrap().contains("hooks.rs"));
    }

    #[tokio::test]
    async fn each_runs_once() {
        let hooks = Hooks::default();
        hooks.add(|| async { Err::<(), _>("once") });
        assert_eq!(hooks.run(soon()).await.failed.len(), 1);
        assert_eq!(hooks.run(soon()).await.failed.len(), 0);
    }
}
