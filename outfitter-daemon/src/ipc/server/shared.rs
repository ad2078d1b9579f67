//! What all connections of one server share.

use std::any::Any;
use std::sync::{Arc, OnceLock};

use super::router::{Entry, Router};
use crate::ipc::limits::Limits;
use crate::ipc::refusal::Refusal;
use crate::ipc::wire::code;
use crate::lifecycle::{Daemon, DaemonState};

/// Names that begin so are the framework's.
pub(crate) const RESERVED: &str = "daemon.";

/// Router, limits and state of one server.
pub struct Shared {
    router: Router,
    pub(crate) limits: Limits,
    daemon: Option<Daemon>,
    state: OnceLock<Arc<dyn Any + Send + Sync>>,
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

    pub(crate) fn router(&self) -> &Router {
        &self.router
    }

    /// The handler of `name`, if the server is in a state to answer it.
    pub(crate) fn route(&self, name: &str, closing: bool) -> Result<&Entry, Refusal> {
        if name.starts_with(RESERVED) {
            return self.router.find(name);
        }
        let state = self.daemon.as_ref().map_or(DaemonState::Running, Daemon::state);
        match state {
            _ if closing => Err(shutting_down()),
            DaemonState::Running => self.router.find(name),
            DaemonState::Starting => Err(Refusal::new(
                code::INITIALIZING,
                "the daemon is still initializing; ask again".into(),
            )),
            DaemonState::Stopping | DaemonState::Stopped => Err(shutting_down()),
        }
    }
}

fn shutting_down() -> Refusal {
    Refusal::new(
        code::SHUTTING_DOWN,
        "the daemon is shutting down; the request was not started".into(),
    )
}
