//! Starting a detached process on Windows, with a pipe on which it says what becomes of it.

use std::ffi::OsString;
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::process::ExitStatus;
use std::time::Duration;

use tokio::net::windows::named_pipe::{NamedPipeServer, ServerOptions};
use tokio::sync::oneshot;

use super::spawn::Spawn;
use crate::launch::readiness::{Event, LOG, PIPE, next_event};
use crate::lock::Turn;
use crate::race::{First, race};
use crate::windows::security::OwnerOnly;
use crate::windows::{pipe, spawn};

/// A directory that is always there.
pub(super) const ROOT: &str = r"C:\";
/// How long what a daemon that has ended has said may take to be seen.
const LAST_WORDS: Duration = Duration::from_millis(20);

/// A daemon that was started and has not said yet what became of it.
pub(super) struct Spawned {
    pid: u32,
    pipe: NamedPipeServer,
    ended: Ended,
}

/// How it ended, to be asked more than once.
enum Ended {
    NotYet(oneshot::Receiver<io::Result<ExitStatus>>),
    Known(Option<ExitStatus>),
}

/// Starts the process with nothing of ours: no input, no output, no console. It opens the log and the pipe by their
/// names. The turn stays ours alone, since Windows lets no two processes have one lock; should we be killed, the
/// daemon's own lock keeps others from starting a second one.
pub(super) fn spawn(what: &Spawn<'_>, _turn: &Turn) -> io::Result<Spawned> {
    if let Some(folder) = what.log.parent() {
        // It runs without a log as well.
        let _ = std::fs::create_dir_all(folder);
    }
    let (name, pipe) = new_pipe()?;
    let ours = [(PIPE.into(), name), (LOG.into(), what.log.into())];
    // A relative path would be taken from the daemon's directory.
    let program = std::path::absolute(what.program)?;
    let environment = what.environment.iter().cloned().chain(ours);
    let child = spawn::detached(&program, what.args, environment, what.current_dir)?;
    let pid = child.pid();
    let (sender, ended) = oneshot::channel();
    crate::thread::start("reaper", move || {
        // Nobody may be interested any more.
        let _ = sender.send(child.wait());
    })?;
    Ok(Spawned {
        pid,
        pipe,
        ended: Ended::NotYet(ended),
    })
}

/// A pipe that takes one client, which can only write, and only if it is this user's.
fn new_pipe() -> io::Result<(OsString, NamedPipeServer)> {
    let random = RandomState::new().hash_one(());
    let name = OsString::from(format!(
        r"\\.\pipe\outfitter-daemon-ready-{}-{random:016x}",
        std::process::id()
    ));
    let mut options = ServerOptions::new();
    options
        .first_pipe_instance(true)
        .max_instances(1)
        .access_outbound(false)
        .reject_remote_clients(true);
    let pipe = pipe::create(&options, &name, &OwnerOnly::new()?)?;
    Ok((name, pipe))
}

impl Spawned {
    /// Its process.
    pub(super) fn pid(&self) -> u32 {
        self.pid
    }

    /// What it says has become of it; nothing if it ends, or closes the pipe, without a word.
    pub(super) async fn event(&mut self) -> Option<Event> {
        match race(self.pipe.connect(), self.ended.wait()).await {
            First::Left(connected) => connected.ok()?,
            First::Right(()) => {
                let connecting = self.pipe.connect();
                tokio::time::timeout(LAST_WORDS, connecting).await.ok()?.ok()?;
            }
        }
        next_event(&mut self.pipe).await
    }

    /// How it ended, when it has.
    pub(super) async fn exit_status(&mut self) -> Option<ExitStatus> {
        self.ended.wait().await;
        match self.ended {
            Ended::Known(status) => status,
            Ended::NotYet(_) => None,
        }
    }
}

impl Ended {
    async fn wait(&mut self) {
        if let Self::NotYet(ended) = self {
            let status = ended.await.ok().and_then(Result::ok);
            *self = Self::Known(status);
        }
    }
}
