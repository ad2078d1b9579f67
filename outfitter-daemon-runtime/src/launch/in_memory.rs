//! A daemon that is part of a test: all that a program is, but for paths, lock, signals and the exit code.

use std::sync::Arc;

use super::assemble::{Assembled, assemble};
use super::initialize::{AnyState, initialize, initialized};
use super::into_state::IntoState;
use super::program::Program;
use crate::error::{DaemonError, StartError};
use crate::ipc::{Connections, Need, Shared};
use crate::lifecycle::{Daemon, StopReason};
use crate::supervisor::Passed;
use crate::task::Boxed;

/// Verifies the program, runs `main`, and gives the running daemon with a place for its connections.
///
/// # Errors
///
/// As a start of the program itself, as far as it has to do with handlers, checks and `main`.
pub(crate) async fn start_in_memory<R, F, Fut>(
    program: Program,
    main: F,
) -> Result<(Daemon, Arc<Connections>), DaemonError>
where
    R: IntoState,
    F: FnOnce(Daemon) -> Fut,
    Fut: Future<Output = R>,
{
    let starting = Starting::new(program, Need::of::<R::State>())?;
    let main = Box::pin(initialized(main, starting.daemon.clone()));
    let initialized = initialize(&starting.daemon, main).await;
    starting.finish(initialized).await
}

/// A daemon whose `main` is at work.
struct Starting {
    name: String,
    daemon: Daemon,
    shared: Arc<Shared>,
}

impl Starting {
    fn new(program: Program, state: Need) -> Result<Self, DaemonError> {
        let name = program.name.clone();
        let assembled = assemble(program, state, Vec::new(), false, Passed::default())
            .map_err(|source| DaemonError::from_start(&name, source))?;
        let Assembled {
            daemon,
            router,
            limits,
            shared: slot,
            ..
        } = assembled;
        daemon.begin_in_memory()?;
        let shared = Arc::new(Shared::new(router, limits, Some(daemon.clone())));
        slot.get_or_init(|| Arc::clone(&shared));
        Ok(Self { name, daemon, shared })
    }

    fn finish(
        self,
        initialized: Result<Option<AnyState>, StartError>,
    ) -> Boxed<Result<(Daemon, Arc<Connections>), DaemonError>> {
        let Self { name, daemon, shared } = self;
        Box::pin(async move {
            let connections = Arc::new(Connections::new(Arc::clone(&shared)));
            match initialized {
                Ok(Some(state)) => {
                    shared.set_state(state);
                    daemon.ready();
                }
                Ok(None) => {}
                Err(error) => {
                    daemon.request_stop(StopReason::Failed);
                    daemon.wind_down(None).await;
                    return Err(DaemonError::from_start(&name, error));
                }
            }
            crate::task::spawn(live(daemon.clone(), Arc::clone(&connections)));
            Ok((daemon, connections))
        })
    }
}

async fn live(daemon: Daemon, connections: Arc<Connections>) {
    daemon.reload_until_stopped().await;
    connections.drain(daemon.shutdown_timeout() / 2).await;
    daemon.wind_down(None).await;
}
