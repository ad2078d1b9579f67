//! How a client makes sure that the daemon runs: connect, or start it and wait until it says that it is
//! ready.

mod environment;
mod error;
mod find;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::time::Instant;

#[cfg(unix)]
use unix as platform;
#[cfg(windows)]
use windows as platform;

pub use error::LaunchError;

use super::readiness::Event;
use crate::ipc::{ConnectionError, IpcClient};
use crate::name::DaemonName;
use crate::paths::{self, Env, Paths};

/// How long a daemon may take to be ready.
const TIMEOUT: Duration = Duration::from_secs(10);
/// How long to wait for a daemon that another process starts or that is about to end, at first and at most.
const FIRST_PAUSE: Duration = Duration::from_millis(5);
const LAST_PAUSE: Duration = Duration::from_millis(250);
/// `EX_TEMPFAIL`: another process's daemon was faster.
const ALREADY_RUNNING: u8 = 75;

/// Connects to the daemon `name`, after starting it if it does not run.
pub(crate) async fn connect_or_start(name: &str) -> Result<IpcClient, LaunchError> {
    let deadline = Instant::now() + TIMEOUT;
    let name = DaemonName::new(name).map_err(|error| ConnectionError::Paths(error.into()))?;
    let env = Env::from_process();
    let candidates = paths::everywhere(&name, &env).map_err(ConnectionError::Paths)?;
    let mut pause = FIRST_PAUSE;
    loop {
        match IpcClient::connect_to_any(&candidates).await {
            Ok(client) => return Ok(client),
            Err(error) if error.is_not_running() && Instant::now() < deadline => {}
            Err(error) => return Err(error.into()),
        }
        let program = find::program(&name, &env)?;
        if let Started::Ready(socket) = start(&name, &program, &candidates, deadline).await? {
            return Ok(IpcClient::connect_at(socket).await?);
        }
        // Another has the lock: its socket may not be bound yet, or it may be about to end.
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LAST_PAUSE);
    }
}

/// What became of a start.
enum Started {
    Ready(PathBuf),
    ByAnother,
}

async fn start(
    name: &DaemonName,
    program: &Path,
    candidates: &[Paths],
    deadline: Instant,
) -> Result<Started, LaunchError> {
    let log = candidates
        .first()
        .map(|paths| paths.log().to_owned())
        .unwrap_or_default();
    let mut daemon = platform::spawn(program, environment::for_daemon(name, std::env::vars_os()), &log)
        .map_err(|source| LaunchError::Spawn {
            program: program.to_owned(),
            source,
        })?;
    let line = tokio::time::timeout_at(deadline, daemon.read_line()).await;
    let line = line.map_err(|_| LaunchError::Timeout {
        program: program.to_owned(),
        timeout: TIMEOUT,
    })?;
    let event = line
        .ok()
        .and_then(|line| serde_json::from_slice::<Event>(&line).ok());
    match event {
        Some(Event::Ready { socket, .. }) => Ok(Started::Ready(socket)),
        Some(Event::Failed {
            code: ALREADY_RUNNING,
            ..
        }) => Ok(Started::ByAnother),
        Some(Event::Failed { code, message }) => Err(LaunchError::Failed {
            program: program.to_owned(),
            code,
            message,
        }),
        None => Err(LaunchError::Died {
            program: program.to_owned(),
            status: daemon.exit_status(deadline).await,
            log_tail: error::tail_of(&log),
            log,
        }),
    }
}
