//! Ending a daemon: asked, then told, and at last, if that is wanted, killed.

use std::path::Path;
use std::time::Duration;

use serde_core::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::{Value, json};
use tokio::time::Instant;

use super::Control;
use super::error::ControlError;
use super::find::{Found, named_and_alive};
use super::process::{Process, Signal};
use crate::ipc::{IpcClient, RawFailure, transport};
use crate::lock;
use crate::paths::Paths;
use crate::process::{is_ancestor, is_self_or_ancestor};
use crate::race::race;
use crate::serial::serialize_words;

/// How long a daemon may take to say that it has heard of its end.
const HEARS: Duration = Duration::from_secs(2);
/// How long a process may take to end once its lock is free; one that is more than a daemon may stay.
const LEAVES: Duration = Duration::from_secs(1);
/// How long the kernel may take to end a process that was killed.
const DIES: Duration = Duration::from_secs(2);
/// How often to look whether a lock is free.
const PAUSE: Duration = Duration::from_millis(20);

/// What to do with a daemon that does not end in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    /// Leave it.
    No,
    /// Kill it (SIGKILL, or what Windows has): it saves nothing, and its files stay for the next start to find.
    Kill,
}

/// What brought a daemon to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Means {
    /// The request `daemon.stop`.
    Request,
    /// SIGTERM: it did not answer the request, or does not know it.
    Sigterm,
    /// SIGKILL, or what Windows has: nothing else helped.
    Sigkill,
}

serialize_words!(Means { Request = "request", Sigterm = "sigterm", Sigkill = "sigkill" });

/// What became of a daemon that was to be stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stopped {
    /// There was nothing to stop.
    NotRunning,
    /// It has ended, and its lock is free.
    WasRunning {
        /// The process that it was.
        pid: i64,
        /// What was needed.
        by: Means,
    },
}

impl Serialize for Stopped {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut object = to.serialize_struct("Stopped", 3)?;
        match self {
            Self::NotRunning => object.serialize_field("was", "not_running")?,
            Self::WasRunning { pid, by } => {
                object.serialize_field("was", "running")?;
                object.serialize_field("pid", pid)?;
                object.serialize_field("by", by)?;
            }
        }
        object.end()
    }
}

impl Control {
    /// Stops it and waits until its lock is free: asks it to (`daemon.stop`); if it does not hear or takes more
    /// than half of the time, sends SIGTERM (which Windows has not); when the time is up, gives up or, with
    /// [`Force::Kill`], kills it.
    ///
    /// Only a process that is certainly the daemon is signalled: one that listens at its socket, or is older than the
    /// file that names it.
    ///
    /// # Errors
    ///
    /// * [`ControlError::StillRunning`] if it has not ended in time.
    /// * [`ControlError::Unverified`] if there is a process that may be a stranger.
    /// * [`ControlError::Signal`] if the process cannot be signalled.
    /// * those of [`status`](Self::status).
    ///
    /// # Cancel safety
    ///
    /// If the future is dropped, what the daemon was told stays told.
    pub async fn stop(&self, force: Force) -> Result<Stopped, ControlError> {
        let deadline = Instant::now() + self.timeout;
        let (paths, client, said) = match self.find().await? {
            Found::Dead { .. } | Found::Nothing { .. } => return Ok(Stopped::NotRunning),
            Found::Answers(daemon) => {
                let said = daemon.pong.as_ref().map(|pong| pong.pid);
                (daemon.paths, Some(daemon.client), said)
            }
            Found::Silent { paths, .. } => (paths, None, None),
        };
        let Some((pid, identity)) = self.identify(&paths, said).await? else {
            return Ok(Stopped::NotRunning);
        };
        let ending = Ending {
            control: self,
            paths: &paths,
            pid,
            identity,
        };
        let by = ending.see_to_it(client, deadline, force).await?;
        Ok(Stopped::WasRunning { pid, by })
    }

    /// Which process is to end, and how certain that is: the one that `said` that it is the daemon, or that the
    /// files name.
    async fn identify(
        &self,
        paths: &Paths,
        said: Option<i64>,
    ) -> Result<Option<(i64, Identity)>, ControlError> {
        let Some(pid) = said.or_else(|| named_and_alive(paths)) else {
            // It accepts connections, says nothing, and no file names it.
            return Err(ControlError::NoAnswer {
                name: self.name.to_string(),
                pid: None,
                timeout: self.timeout,
            });
        };
        let listens = match said {
            Some(_) => transport::server_at(paths.socket(), HEARS).await,
            None => None,
        };
        // Whoever called listen(2) is the daemon itself, or the supervisor that passed it the socket.
        let is_here = |listens| listens == pid || is_ancestor(listens, pid);
        if said.is_some() && !listens.is_some_and(is_here) {
            return Ok(Some((pid, Identity::Elsewhere)));
        }
        let process = Process::open(pid);
        // A number that was given to another process before it was opened is not named by that any more.
        if said.is_none() && named_and_alive(paths) != Some(pid) {
            return Ok(None);
        }
        let is_certain = listens == Some(pid) || is_written_by(paths, pid);
        let identity = if is_certain {
            Identity::Certain
        } else {
            Identity::Perhaps
        };
        Ok(process.map(|process| (pid, identity(process))))
    }
}

/// What is known of the process that a number names.
#[derive(Debug)]
enum Identity {
    /// It is the daemon.
    Certain(Process),
    /// It is the daemon, or a stranger with its number.
    Perhaps(Process),
    /// The daemon's number means nothing here, as it lives in a container.
    Elsewhere,
}

/// A daemon on its way to the end.
struct Ending<'a> {
    control: &'a Control,
    paths: &'a Paths,
    pid: i64,
    identity: Identity,
}

impl Ending<'_> {
    async fn see_to_it(
        &self,
        client: Option<IpcClient>,
        deadline: Instant,
        force: Force,
    ) -> Result<Means, ControlError> {
        let half = Instant::now() + deadline.saturating_duration_since(Instant::now()) / 2;
        let heard = match client {
            Some(client) => asked(&client, self.control.timeout).await,
            None => false,
        };
        if heard && self.has_ended_by(half).await {
            return Ok(Means::Request);
        }
        self.signal(Signal::Terminate)?;
        if self.has_ended_by(deadline).await {
            return Ok(if heard { Means::Request } else { Means::Sigterm });
        }
        if force == Force::No {
            return Err(self.still_running());
        }
        self.signal(Signal::Kill)?;
        if self.has_ended_by(Instant::now() + DIES).await {
            return Ok(Means::Sigkill);
        }
        Err(self.still_running())
    }

    fn signal(&self, signal: Signal) -> Result<(), ControlError> {
        let pid = self.pid;
        match &self.identity {
            Identity::Certain(process) if !is_self_or_ancestor(pid) => {
                let failed = |source| ControlError::Signal { pid, source };
                process.send(signal).map_err(failed)
            }
            _ => Err(ControlError::Unverified {
                name: self.control.name.to_string(),
                pid,
                file: self.paths.lock().to_owned(),
            }),
        }
    }

    fn still_running(&self) -> ControlError {
        ControlError::StillRunning {
            name: self.control.name.to_string(),
            pid: self.pid,
            timeout: self.control.timeout,
        }
    }

    /// Whether the process ends before `deadline`, or at least is no daemon any more.
    async fn has_ended_by(&self, deadline: Instant) -> bool {
        let process_ended = async {
            match &self.identity {
                Identity::Certain(process) | Identity::Perhaps(process) => process.ended().await,
                Identity::Elsewhere => std::future::pending().await,
            }
        };
        let released = async {
            while names(self.paths.lock(), self.pid) {
                tokio::time::sleep(PAUSE).await;
            }
            if !matches!(self.identity, Identity::Elsewhere) {
                tokio::time::sleep(LEAVES).await;
            }
        };
        let over = race(process_ended, released);
        tokio::time::timeout_at(deadline, over).await.is_ok() || !names(self.paths.lock(), self.pid)
    }
}

/// Whether it has heard that it is to end; one that ended before its answer came has.
async fn asked(client: &IpcClient, timeout: Duration) -> bool {
    let stop = json!({ "type": "daemon.stop" });
    let answer = client.ask_raw::<Value>(&stop, HEARS.min(timeout)).await;
    client.close();
    matches!(answer, Ok(_) | Err(RawFailure::Gone))
}

/// Whether the file names this process; one that cannot be read may.
fn names(file: &Path, pid: i64) -> bool {
    lock::read_lock_pid(file).map_or(true, |named| named == Some(pid))
}

fn is_written_by(paths: &Paths, pid: i64) -> bool {
    [paths.lock(), paths.pid_file()]
        .into_iter()
        .any(|file| lock::was_written_by(file, pid))
}
