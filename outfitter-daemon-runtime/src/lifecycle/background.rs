//! Background work that belongs to a daemon: it ends with it, and its panic is heard of.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout_at};

use super::daemon::Daemon;
use crate::panic::{CatchUnwind, panic_text};
use crate::task::{self, Boxed};

/// A future that is done when the daemon stops.
pub type Stopping = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The background work of one daemon.
#[derive(Debug, Default)]
pub(super) struct BackgroundWork(Mutex<Records>);

#[derive(Debug, Default)]
struct Records {
    at_work: Vec<Background>,
    /// What panicked so far, in words.
    panicked: Vec<String>,
}

#[derive(Debug)]
struct Background {
    name: Arc<str>,
    task: JoinHandle<()>,
    /// Whether it comes to an end by itself, and is waited for.
    finishes: bool,
}

/// How background work is called: a text, as everything that is `Into<Arc<str>>`.
#[diagnostic::on_unimplemented(
    message = "background work has a name, which comes first, as in `daemon.spawn(\"refresh\", work)`",
    label = "expected a text",
    note = "reports and logs call it so"
)]
pub trait WorkName {
    /// The text.
    #[doc(hidden)]
    fn name(self) -> Arc<str>;
}

#[diagnostic::do_not_recommend]
impl<T: Into<Arc<str>>> WorkName for T {
    fn name(self) -> Arc<str> {
        self.into()
    }
}

/// What became of the background work at a stop.
#[derive(Debug, Default)]
pub(super) struct BackgroundOutcome {
    pub(super) panicked: Vec<String>,
    pub(super) overran: Option<String>,
}

impl Daemon {
    /// Runs `work` beside the requests until it ends by itself or the daemon stops, which cancels it at its
    /// next `.await`, after the requests in flight and before the shutdown handlers.
    ///
    /// Its `name`, for reports and logs, is a text: a `&str`, a `String` or an `Arc<str>`.
    ///
    /// A panic in it is logged at once and makes the exit code 1 in the end; the daemon goes on.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime.
    pub fn spawn(&self, name: impl WorkName, work: impl Future<Output = ()> + Send + 'static) {
        self.keep(name.name(), Box::pin(work), false);
    }

    /// As [`spawn`](Self::spawn), for work that must come to an end by itself: it is given a future that is
    /// done when the daemon stops, and is waited for until half of the shutdown timeout has gone. Work that
    /// is still not done then is cancelled and named in the error.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime.
    pub fn spawn_until_stopped<F, Fut>(&self, name: impl WorkName, work: F)
    where
        F: FnOnce(Stopping) -> Fut,
        Fut: Future<Output = ()> + Send + 'static,
    {
        let daemon = self.clone();
        let stopping: Stopping = Box::pin(async move {
            daemon.stop_requested().await;
        });
        self.keep(name.name(), Box::pin(work(stopping)), true);
    }

    fn keep(&self, name: Arc<str>, work: Boxed<()>, finishes: bool) {
        let (daemon, label) = (self.clone(), Arc::clone(&name));
        let task = task::spawn(async move {
            if let Err(panic) = CatchUnwind(work).await {
                let text = format!("the background work `{label}` panicked: {}", panic_text(&*panic));
                tracing::error!(name = daemon.name(), "{text}");
                daemon.0.background.lock().panicked.push(text);
            }
        });
        let mut records = self.0.background.lock();
        records
            .at_work
            .retain(|background| !background.task.is_finished());
        records.at_work.push(Background { name, task, finishes });
    }
}

impl BackgroundWork {
    fn lock(&self) -> MutexGuard<'_, Records> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends all of it, at `deadline` at the latest.
    pub(super) async fn end(&self, deadline: Instant) -> BackgroundOutcome {
        let at_work = std::mem::take(&mut self.lock().at_work);
        for background in at_work.iter().filter(|background| !background.finishes) {
            background.task.abort();
        }
        let mut overran = None;
        for Background { name, mut task, .. } in at_work {
            if timeout_at(deadline, &mut task).await.is_err() {
                task.abort();
                overran.get_or_insert(format!("the background work `{name}`"));
            }
        }
        let panicked = std::mem::take(&mut self.lock().panicked);
        BackgroundOutcome { panicked, overran }
    }
}
