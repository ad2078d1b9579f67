//! A daemon's life on its runtime: from the socket to the end of the last handler.

use std::sync::Arc;

use super::assemble::Assembled;
use super::complain;
use super::into_state::IntoState;
use super::readiness::Readiness;
use crate::error::StartError;
use crate::exit::DaemonExit;
use crate::ipc::IpcServer;
use crate::lifecycle::{Daemon, StopReason};
use crate::panic::{CatchUnwind, panic_text};

/// Binds, runs `main`, serves until somebody wants it to stop, and winds down.
///
/// # Errors
///
/// If it never got to `running`, or if another daemon has taken its place since.
pub(super) async fn live<R, F, Fut>(
    assembled: Assembled,
    main: F,
    readiness: &mut Readiness,
) -> Result<(), StartError>
where
    R: IntoState,
    F: FnOnce(Daemon) -> Fut,
    Fut: Future<Output = R>,
{
    let Assembled {
        daemon,
        router,
        limits,
        shared: slot,
    } = assembled;
    let socket = daemon.socket_path().unwrap_or_default();
    let mut server = IpcServer::new(&socket).belongs_to(daemon.clone());
    server.set_router(router);
    server.set_limits(limits);
    let shared = server.listen_with_shared().await?;
    slot.get_or_init(|| Arc::clone(&shared));

    let started = match initialize(&daemon, main).await {
        Ok(Some(state)) => {
            shared.set_state(state);
            daemon.ready();
            readiness.ready(&socket);
            complain(&format!(
                "{}: running (PID {}), socket {}",
                daemon.name(),
                std::process::id(),
                socket.display()
            ));
            daemon.until_stop().await.map_err(StartError::Lock)
        }
        Ok(None) => {
            readiness.failed(DaemonExit::Success, "it was stopped while it was initializing");
            Ok(())
        }
        Err(error) => {
            daemon.request_stop(StopReason::Failed);
            Err(error)
        }
    };
    daemon.wind_down(Some(&mut server)).await;
    started
}

/// Runs the user's `main` and looks whether the lock is still ours; `None` if somebody wanted the daemon to stop before it returned.
async fn initialize<R, F, Fut>(daemon: &Daemon, main: F) -> Result<Option<R::State>, StartError>
where
    R: IntoState,
    F: FnOnce(Daemon) -> Fut,
    Fut: Future<Output = R>,
{
    let handle = daemon.clone();
    let main = CatchUnwind(Box::pin(async move { main(handle).await }));
    tokio::select! {
        biased;
        _ = daemon.stop_requested() => Ok(None),
        result = main => match result {
            Ok(result) => {
                let state = result.into_state().map_err(StartError::Main)?;
                // `main` took its time, in which a starter that looks but does not lock may have come by.
                daemon.usurped().await.map_or(Ok(Some(state)), |error| Err(error.into()))
            }
            Err(panic) => Err(StartError::Panicked(panic_text(&*panic).to_owned())),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{Stranger, temp_dir};
    use crate::lifecycle::DaemonOptions;
    use crate::lock::LockError;

    #[tokio::test]
    async fn a_lock_that_another_has_signed_during_main_is_another_daemon() {
        let (temp, stranger) = (temp_dir(), Stranger::new());
        let daemon = Daemon::new(DaemonOptions::new("test").unwrap().dir(temp.path()));
        daemon.begin().unwrap();
        let sign = async |_| std::fs::write(temp.path().join("daemon.lock"), stranger.pid().to_string());
        let error = initialize(&daemon, sign).await.unwrap_err();
        let StartError::Lock(LockError::AlreadyRunning { pid, .. }) = error else {
            panic!("{error:?}");
        };
        assert_eq!(pid, Some(stranger.pid()));
    }
}
