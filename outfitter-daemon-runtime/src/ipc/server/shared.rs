//! What all connections of one server share.

use std::any::Any;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tokio::sync::{Notify, Semaphore, oneshot};

use super::meter::ServerMeter;
use super::router::{Entry, Router};
use crate::closing::Closing;
use crate::ipc::limits::Limits;
use crate::ipc::refusal::Refusal;
use crate::ipc::wire::{RequestLine, code};
use crate::lifecycle::{Daemon, DaemonState, StopReason};
use crate::race::{First, race};
use crate::task;

/// Names that begin so are the framework's.
pub(crate) const RESERVED: &str = "daemon.";

/// Router, limits and state of one server.
pub struct Shared {
    router: Router,
    pub(crate) limits: Limits,
    daemon: Option<Daemon>,
    state: OnceLock<Arc<dyn Any + Send + Sync>>,
    at_work: AtWork,
    /// How many oneway requests have failed.
    oneway_failed: AtomicU64,
    /// A permit for each thread that handlers may block.
    threads: Arc<Semaphore>,
    /// Begun when what is still at work is given up.
    cut_off: Mutex<Closing>,
    meter: ServerMeter,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared")
            .field("router", &self.router)
            .field("daemon", &self.daemon)
            .finish_non_exhaustive()
    }
}

impl Shared {
    /// For a server of its own, or of `daemon`, which then answers the framework's own requests too.
    pub(crate) fn new(router: Router, limits: Limits, daemon: Option<Daemon>) -> Self {
        let router = if daemon.is_some() {
            super::builtin::add_to(router)
        } else {
            router
        };
        Self {
            router,
            limits,
            daemon,
            state: OnceLock::new(),
            at_work: AtWork::default(),
            oneway_failed: AtomicU64::new(0),
            threads: Arc::new(Semaphore::new(
                limits.max_blocking.clamp(1, Semaphore::MAX_PERMITS),
            )),
            cut_off: Mutex::default(),
            meter: ServerMeter::default(),
        }
    }

    /// Gives handlers the state that they share; only the first call counts.
    pub(crate) fn set_state<T: Send + Sync + 'static>(&self, state: T) {
        let first = self.state.set(Arc::new(state)).is_ok();
        debug_assert!(first, "the state is set once, when `main` has returned");
    }

    pub(crate) fn state<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        Arc::clone(self.state.get()?).downcast().ok()
    }

    pub(crate) fn daemon(&self) -> Option<&Daemon> {
        self.daemon.as_ref()
    }

    /// Whether requests are answered.
    pub(crate) fn is_running(&self) -> bool {
        self.daemon.as_ref().is_none_or(Daemon::is_running)
    }

    /// Stops the daemon, if the server belongs to one.
    pub(crate) fn request_stop(&self, reason: StopReason) {
        if let Some(daemon) = &self.daemon {
            daemon.request_stop(reason);
        }
    }

    /// Whether the daemon still has its lock; one that has lost it is stopped.
    pub(crate) fn still_ours(&self) -> bool {
        self.daemon.as_ref().is_none_or(Daemon::check_lock)
    }

    /// The handlers that are at work, for the report of those that did not end in time.
    pub(crate) fn at_work(&self) -> Vec<String> {
        self.at_work.places()
    }

    /// Notes that the handler at `place` is at work, until the guard is dropped.
    pub(crate) fn begins(self: &Arc<Self>, place: &Arc<str>) -> Working {
        let number = self.at_work.add(place);
        Working {
            shared: Arc::clone(self),
            number,
        }
    }

    /// Counts a oneway request that has failed, whose client does not hear of it.
    pub(crate) fn oneway_failed(&self) {
        self.oneway_failed.fetch_add(1, Ordering::Relaxed);
    }

    /// How many oneway requests have failed since the server listens.
    pub(crate) fn oneway_failures(&self) -> u64 {
        self.oneway_failed.load(Ordering::Relaxed)
    }

    /// What is counted of the server as a whole.
    pub(crate) fn meter(&self) -> &ServerMeter {
        &self.meter
    }

    /// Waits until no handler is at work.
    pub(crate) async fn idle(&self) {
        loop {
            let idle = self.at_work.idle.notified();
            if self.at_work.count.load(Ordering::Acquire) == 0 {
                return;
            }
            idle.await;
        }
    }

    pub(crate) fn threads(&self) -> &Arc<Semaphore> {
        &self.threads
    }

    /// Carries on with `work`, whatever becomes of the connection that it is of; gives its result to whoever
    /// still waits for it.
    pub(crate) fn keep(
        &self,
        work: impl Future<Output = Vec<u8>> + Send + 'static,
    ) -> oneshot::Receiver<Vec<u8>> {
        let (sender, receiver) = oneshot::channel();
        let cut_off = self.cutting_off().begun();
        task::spawn(async move {
            if let First::Right(result) = race(cut_off, work).await {
                drop(sender.send(result));
            }
        });
        receiver
    }

    /// Gives up all that was to be carried on with until now.
    pub(crate) fn cut_off(&self) {
        std::mem::take(&mut *self.cutting_off()).begin();
    }

    fn cutting_off(&self) -> MutexGuard<'_, Closing> {
        self.cut_off.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn router(&self) -> &Router {
        &self.router
    }

    /// Whether one more request can be carried out. What is answered at once never counts, so this is all
    /// that most requests cost here.
    fn has_room(&self) -> Result<(), Refusal> {
        let limit = self.limits.max_in_flight_total;
        if self.at_work.count.load(Ordering::Relaxed) < limit {
            return Ok(());
        }
        let message = format!("the daemon is at work on {limit} requests; ask again later");
        Err(Refusal::new(code::BUSY, message))
    }

    /// The handler that `request` is for, if the server is in a state to answer it.
    pub(crate) fn find(&self, request: &RequestLine<'_>, closing: bool) -> Result<&Entry, Refusal> {
        let entry = match &request.name {
            Some(name) => self.route(name, closing)?,
            None if self.router.takes_anything() => self.route("", closing)?,
            None => {
                let message = "the payload names no request; it is an object with a `type`, as in \
                               `{\"type\":\"daemon.ping\"}`";
                return Err(Refusal::new(code::INVALID_PAYLOAD, message.into()));
            }
        };
        if entry.info.is_stream() && !request.stream {
            let message = format!(
                "{:?} is a stream: ask with `\"stream\":true` beside the payload",
                entry.info.name
            );
            return Err(Refusal::new(code::STREAM_REQUIRED, message));
        }
        Ok(entry)
    }

    fn route(&self, name: &str, closing: bool) -> Result<&Entry, Refusal> {
        if name.starts_with(RESERVED) {
            return self.router.find(name);
        }
        let state = self.daemon.as_ref().map_or(DaemonState::Running, Daemon::state);
        match state {
            _ if closing => Err(shutting_down()),
            DaemonState::Running => self
                .router
                .find(name)
                .and_then(|entry| self.has_room().map(|()| entry)),
            DaemonState::Starting => Err(Refusal::new(
                code::INITIALIZING,
                "the daemon is still initializing; ask again".into(),
            )),
            DaemonState::Stopping | DaemonState::Stopped => Err(shutting_down()),
        }
    }
}

/// The handlers that did not answer at once.
#[derive(Default)]
struct AtWork {
    count: AtomicUsize,
    last: AtomicU64,
    /// By their numbers, which only grow.
    places: Mutex<Vec<(u64, Arc<str>)>>,
    /// Notified when the last one has ended.
    idle: Notify,
}

/// A handler at work.
pub(crate) struct Working {
    shared: Arc<Shared>,
    number: u64,
}

impl AtWork {
    fn add(&self, place: &Arc<str>) -> u64 {
        self.count.fetch_add(1, Ordering::Relaxed);
        // While the list is locked, so that it stays in order.
        let mut places = self.lock();
        let number = self.last.fetch_add(1, Ordering::Relaxed);
        places.push((number, Arc::clone(place)));
        number
    }

    fn remove(&self, number: u64) {
        let mut places = self.lock();
        if let Ok(at) = places.binary_search_by_key(&number, |(number, _)| *number) {
            places.remove(at);
        }
    }

    fn places(&self) -> Vec<String> {
        self.lock().iter().map(|(_, place)| place.to_string()).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<(u64, Arc<str>)>> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        self.shared.at_work.remove(self.number);
        if self.shared.at_work.count.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.shared.at_work.idle.notify_waiters();
        }
    }
}

fn shutting_down() -> Refusal {
    Refusal::new(
        code::SHUTTING_DOWN,
        "the daemon is shutting down; the request was not started".into(),
    )
}
