//! A daemon's life on its runtime: from the socket to the end of the last handler.

use std::path::Path;
use std::sync::Arc;

use super::assemble::Assembled;
use super::initialize::Main;
use super::readiness::Readiness;
use super::tell;
use crate::error::StartError;
use crate::exit::DaemonExit;
use crate::http;
use crate::ipc::IpcServer;
use crate::lifecycle::{Daemon, StopReason};

/// Binds, runs `main`, serves until somebody wants it to stop, and winds down.
///
/// # Errors
///
/// If it never got to `running`.
pub(super) async fn live(
    assembled: Assembled,
    main: Main<'_>,
    readiness: &mut Readiness,
) -> Result<(), StartError> {
    let Assembled {
        daemon,
        router,
        limits,
        listening,
        http,
        socket: passed,
        shared: slot,
    } = assembled;
    let socket = daemon.socket_path().unwrap_or_default();
    let mut server = IpcServer::new(&socket).belongs_to(daemon.clone());
    server.set_router(router);
    server.set_limits(limits);
    server.set_idle_timeout(listening.idle);
    server.set_self_check(listening.self_check);
    server.allow_users(listening.users);
    server.accept_on(passed);
    // Whoever finds the socket is told of the port as well.
    let port = http::Bound::new(http, &daemon.http_token_file()).await?;
    daemon.serves_http_at(port.address());
    let shared = server.listen_with_shared().await?;
    daemon.owns_socket(server.socket_file());
    server.serve_http(port, &shared, &daemon);
    slot.get_or_init(|| Arc::clone(&shared));

    let _watchdog = daemon.supervisor().keep_alive();
    let started = match main.run(&daemon).await {
        Ok(Some(state)) => {
            shared.set_state(state);
            // Whoever hears that it is ready may ask for a reload at once.
            let reloads = daemon.reload_until_stopped();
            if daemon.ready() {
                announce(&daemon, readiness, &socket);
            }
            reloads.await;
            Ok(())
        }
        Ok(None) => Ok(()),
        Err(error) => {
            daemon.request_stop(StopReason::Failed);
            Err(error)
        }
    };
    if started.is_ok() && !daemon.is_running() {
        readiness.failed(DaemonExit::Success, "it was stopped while it was initializing");
    }
    daemon.wind_down(Some(&mut server)).await;
    started
}

/// Tells whoever waits for it that the daemon is running.
fn announce(daemon: &Daemon, readiness: &mut Readiness, socket: &Path) {
    let (name, pid) = (daemon.name(), std::process::id());
    let http = daemon.http_address().map(|address| format!(", http://{address}"));
    let (shown, http) = (socket.display(), http.unwrap_or_default());
    // First the log, in which whoever waited may look at once.
    tell(
        false,
        &format!("{name}: running (PID {pid}), socket {shown}{http}"),
    );
    readiness.ready(socket);
}
