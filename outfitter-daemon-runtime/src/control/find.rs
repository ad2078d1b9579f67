//! What there is of a daemon: one that answers, one that does not, or what a dead one left.

use std::time::Duration;

use serde_json::json;

use super::Control;
use super::error::ControlError;
use crate::ipc::{ConnectionError, IpcClient, RawFailure};
use crate::lock::{self, Holder, LockError};
use crate::paths::Paths;
use crate::serial::deserialize_fields;

/// How long a daemon that is well takes at most to say so. It answers this before all else.
const PROBE: Duration = Duration::from_secs(2);

/// A daemon, or none.
#[derive(Debug)]
pub(super) enum Found {
    /// It answers.
    Answers(Answering),
    /// A process is there, or at least somebody who accepts connections, but says nothing.
    Silent {
        paths: Paths,
        pid: Option<i64>,
        /// Whether connections are accepted.
        listens: bool,
    },
    /// A process that is gone left files.
    Dead {
        paths: Paths,
        pid: Option<i64>,
        left: Left,
    },
    /// There is nothing.
    Nothing { paths: Paths },
}

/// What a dead daemon left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Left {
    PidFile,
    LockFile,
    /// A socket alone.
    Socket,
}

/// A daemon that answers.
#[derive(Debug)]
pub(super) struct Answering {
    pub(super) paths: Paths,
    pub(super) client: IpcClient,
    /// What it said; none if it is not one of ours, which know what a ping is.
    pub(super) pong: Option<Pong>,
}

/// The answer to `daemon.ping`.
#[derive(Clone, Debug)]
pub(super) struct Pong {
    pub(super) state: String,
    pub(super) pid: i64,
}

deserialize_fields!(impl<'de> Pong { state, pid });

impl Answering {
    /// Its process: as it says, or as its files do.
    pub(super) fn pid(&self) -> Option<i64> {
        let said = self.pong.as_ref().map(|pong| pong.pid);
        said.or_else(|| named_and_alive(&self.paths))
    }
}

impl Control {
    /// Looks everywhere; the first daemon that is there counts, and then the first that left something.
    pub(super) async fn find(&self) -> Result<Found, ControlError> {
        let places = self.places()?;
        let mut rest = None;
        for paths in &places {
            match self.find_at(paths).await? {
                found @ (Found::Answers(_) | Found::Silent { .. }) => return Ok(found),
                dead @ Found::Dead { .. } => drop(rest.get_or_insert(dead)),
                Found::Nothing { .. } => {}
            }
        }
        let nothing = || places.first().cloned().map(|paths| Found::Nothing { paths });
        rest.or_else(nothing).ok_or_else(|| self.not_running())
    }

    async fn find_at(&self, paths: &Paths) -> Result<Found, ControlError> {
        let limit = PROBE.min(self.timeout);
        let client = IpcClient::new(paths.socket());
        let silent = |listens| Found::Silent {
            paths: paths.clone(),
            pid: named_and_alive(paths),
            listens,
        };
        match tokio::time::timeout(limit, client.connect()).await {
            Err(_) | Ok(Err(ConnectionError::Timeout { .. })) => return Ok(silent(true)),
            Ok(Err(error)) if error.is_not_running() => return without_socket(paths, &error),
            Ok(Err(error)) => return Err(error.into()),
            Ok(Ok(())) => {}
        }
        let question = json!({ "type": "daemon.ping" });
        let pong = match client.ask_raw::<Pong>(&question, limit).await {
            Ok(answer) => Some(answer),
            // It knows no ping, so it is not ours, but it answers.
            Err(RawFailure::Refused(_) | RawFailure::Json(_)) => None,
            Err(RawFailure::Late) => return Ok(silent(true)),
            // It was about to end, or somebody listens who is no daemon.
            Err(_) => return without_socket(paths, &gone(paths)),
        };
        Ok(Found::Answers(Answering {
            paths: paths.clone(),
            client,
            pong,
        }))
    }
}

/// Nobody listens; what do the files say?
fn without_socket(paths: &Paths, error: &ConnectionError) -> Result<Found, ControlError> {
    if let Some(pid) = named_and_alive(paths) {
        return Ok(Found::Silent {
            paths: paths.clone(),
            pid: Some(pid),
            listens: false,
        });
    }
    let (pid_file, lock_file) = (look(paths.pid_file())?, look(paths.lock())?);
    let pid = pid_of(pid_file).or(pid_of(lock_file));
    let left = match (pid_file, lock_file, error) {
        (Holder::Nobody, Holder::Nobody, ConnectionError::StaleSocket { .. }) => Left::Socket,
        (Holder::Nobody, Holder::Nobody, _) => return Ok(Found::Nothing { paths: paths.clone() }),
        (Holder::Nobody, _, _) => Left::LockFile,
        _ => Left::PidFile,
    };
    Ok(Found::Dead {
        paths: paths.clone(),
        pid,
        left,
    })
}

fn gone(paths: &Paths) -> ConnectionError {
    ConnectionError::Refused {
        socket_path: paths.socket().to_owned(),
        source: std::io::ErrorKind::ConnectionReset.into(),
    }
}

/// As [`lock::look`]; a directory that is missing or not ours to look into has no daemon of ours.
fn look(path: &std::path::Path) -> Result<Holder, ControlError> {
    match lock::look(path) {
        Err(LockError::Io { source, .. })
            if matches!(
                source.kind(),
                std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::NotADirectory
            ) =>
        {
            Ok(Holder::Nobody)
        }
        other => Ok(other?),
    }
}

fn pid_of(holder: Holder) -> Option<i64> {
    match holder {
        Holder::Dead { pid } | Holder::Alive { pid } => Some(pid),
        Holder::Nobody | Holder::Unnamed => None,
    }
}

/// The live process that the files name, unless it is a stranger that was given the number since.
pub(super) fn named_and_alive(paths: &Paths) -> Option<i64> {
    let of = |file| lock::live_pid_at(file, paths.socket()).ok().flatten();
    of(paths.lock()).or_else(|| of(paths.pid_file()))
}
