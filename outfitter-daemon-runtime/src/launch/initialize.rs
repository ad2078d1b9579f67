//! The user's `main`, without its types: all that goes on around it is compiled with this crate, and not once more with
//! each program.

use std::any::Any;
use std::pin::Pin;
use std::sync::Arc;

use super::into_state::IntoState;
use crate::error::StartError;
use crate::ipc::Need;
use crate::lifecycle::Daemon;
use crate::panic::{CatchUnwind, panic_text};
use crate::race::{First, race};

/// What handlers share.
pub(super) type AnyState = Arc<dyn Any + Send + Sync>;
/// What `main` has come to: the state, or the text of its error.
pub(super) type Initialized = Result<AnyState, String>;
/// A `main` at work.
type Initializing<'a> = Pin<Box<dyn Future<Output = Initialized> + 'a>>;

/// A `main` that has not been called yet.
pub(super) struct Main<'a> {
    /// The state that it is going to return.
    pub(super) state: Need,
    run: Box<dyn FnOnce(Daemon) -> Initializing<'a> + 'a>,
}

impl<'a> Main<'a> {
    pub(super) fn new<R, F, Fut>(main: F) -> Self
    where
        R: IntoState + 'a,
        F: FnOnce(Daemon) -> Fut + 'a,
        Fut: Future<Output = R> + 'a,
    {
        Self {
            state: Need::of::<R::State>(),
            run: Box::new(|daemon| Box::pin(initialized(main, daemon))),
        }
    }

    /// Runs it; as [`initialize`].
    pub(super) async fn run(self, daemon: &Daemon) -> Result<Option<AnyState>, StartError> {
        initialize(daemon, (self.run)(daemon.clone())).await
    }
}

/// Calls `main` when it is polled, so that a panic of it is one of the future.
pub(super) async fn initialized<R, F, Fut>(main: F, daemon: Daemon) -> Initialized
where
    R: IntoState,
    F: FnOnce(Daemon) -> Fut,
    Fut: Future<Output = R>,
{
    match main(daemon).await.into_state() {
        Ok(state) => Ok(Arc::new(state)),
        Err(error) => Err(error),
    }
}

/// Waits for the user's `main`; `None` if somebody wanted the daemon to stop before it returned.
pub(super) async fn initialize<F>(daemon: &Daemon, main: Pin<Box<F>>) -> Result<Option<AnyState>, StartError>
where
    F: Future<Output = Initialized> + ?Sized,
{
    match race(daemon.stop_requested(), CatchUnwind(main)).await {
        First::Left(_) => Ok(None),
        First::Right(Ok(result)) => result.map(Some).map_err(StartError::Main),
        First::Right(Err(panic)) => Err(StartError::Panicked(panic_text(&*panic).to_owned())),
    }
}
