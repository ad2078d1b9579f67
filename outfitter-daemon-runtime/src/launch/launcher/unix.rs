//! Starting a detached process on Unix, with a pipe on which it says what becomes of it.

use std::fs::File;
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use tokio::net::unix::pipe;
use tokio::sync::oneshot;

use super::spawn::Spawn;
use crate::launch::readiness::{Event, PIPE, TURN, name_of, next_event};
use crate::lock::Turn;

/// The directory that is always there.
pub(super) const ROOT: &str = "/";

/// A daemon that was started and has not said yet what became of it.
pub(super) struct Spawned {
    pid: u32,
    pipe: pipe::Receiver,
    ended: oneshot::Receiver<io::Result<ExitStatus>>,
}

/// Starts the process with nothing of ours but the turn to start it as its input, the pipe as its output, and the
/// log as its errors.
///
/// It leaves our session by itself. That it has the turn too keeps others from starting a second one if we are killed.
pub(super) fn spawn(what: &Spawn<'_>, turn: &Turn) -> io::Result<Spawned> {
    let (reader, writer) = io::pipe()?;
    let turn = turn.share()?;
    let mut child = Command::new(what.program)
        .args(what.args)
        .env_clear()
        .envs(what.environment.iter().map(|(variable, value)| (variable, value)))
        .env(PIPE, name_of(&writer)?)
        .env(TURN, name_of(&turn)?)
        .current_dir(what.current_dir)
        .stdin(turn)
        .stdout(writer)
        .stderr(open_log(what.log).map_or_else(|_| Stdio::null(), Stdio::from))
        .spawn()?;
    let pid = child.id();
    let (sender, ended) = oneshot::channel();
    // A client that lives longer than the daemon must not keep its zombie.
    crate::thread::start("reaper", move || {
        // Nobody may be interested any more.
        let _ = sender.send(child.wait());
    })?;
    let pipe = pipe::Receiver::from_owned_fd(reader.into())?;
    Ok(Spawned { pid, pipe, ended })
}

fn open_log(log: &Path) -> io::Result<File> {
    if let Some(folder) = log.parent() {
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
    }
    File::options().create(true).append(true).mode(0o600).open(log)
}

impl Spawned {
    /// Its process.
    pub(super) fn pid(&self) -> u32 {
        self.pid
    }

    /// What it says has become of it; nothing if it ends, or closes the pipe, without a word.
    pub(super) async fn event(&mut self) -> Option<Event> {
        next_event(&mut self.pipe).await
    }

    /// How it ended, when it has.
    pub(super) async fn exit_status(&mut self) -> Option<ExitStatus> {
        (&mut self.ended).await.ok()?.ok()
    }
}
