//! A daemon that is part of a test: all that a program is, but for paths, lock, signals and the exit code.

use std::sync::Arc;

use super::assemble::{Assembled, assemble};
use super::into_state::IntoState;
use super::live::initialize;
use super::program::Program;
use crate::error::DaemonError;
use crate::ipc::{Connections, Shared};
use crate::lifecycle::{Daemon, StopReason};
use crate::race::race;
use crate::supervisor::Passed;

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
    let name = program.name.clone();
    let failed = |source| DaemonError::from_start(&name, source);
    let assembled = assemble::<R::State>(program, Vec::new(), false, Passed::default()).map_err(failed)?;
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
    let connections = Arc::new(Connections::new(Arc::clone(&shared)));
    match initialize(&daemon, main).await {
        Ok(Some(state)) => {
            shared.set_state(state);
            daemon.ready();
        }
        Ok(None) => {}
        Err(error) => {
            daemon.request_stop(StopReason::Failed);
            daemon.wind_down(None).await;
            return Err(failed(error));
        }
    }
    tokio::spawn(live(daemon.clone(), Arc::clone(&connections)));
    Ok((daemon, connections))
}

async fn live(daemon: Daemon, connections: Arc<Connections>) {
    race(daemon.reload_when_asked(), daemon.stop_requested()).await;
    connections.drain(daemon.shutdown_timeout() / 2).await;
    daemon.wind_down(None).await;
}
