//! Starting a detached process on Windows, with a pipe on which it says what becomes of it.

use std::ffi::{OsStr, OsString};
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::windows::named_pipe::{NamedPipeServer, ServerOptions};
use tokio::sync::oneshot;
use tokio::time::Instant;

use crate::launch::readiness::{LOG_VARIABLE, VARIABLE};
use crate::windows::security::OwnerOnly;
use crate::windows::{pipe, spawn};

/// How long what a daemon that has ended has said may take to be seen.
const LAST_WORDS: Duration = Duration::from_millis(20);

/// A daemon that was started and has not said yet what became of it.
pub(super) struct Spawned {
    pipe: NamedPipeServer,
    ended: Ended,
}

/// How it ended, to be asked more than once.
enum Ended {
    NotYet(oneshot::Receiver<io::Result<ExitStatus>>),
    Known(Option<ExitStatus>),
}

/// Starts `program run` with nothing of ours: no input, no output, no console. It opens `log` and the pipe by
/// their names.
pub(super) fn spawn(
    program: &Path,
    environment: impl Iterator<Item = (OsString, OsString)>,
    log: &Path,
) -> io::Result<Spawned> {
    if let Some(folder) = log.parent() {
        // It runs without a log as well.
        let _ = std::fs::create_dir_all(folder);
    }
    let (name, pipe) = new_pipe()?;
    let ours = [(VARIABLE.into(), name), (LOG_VARIABLE.into(), log.into())];
    let program = absolute(program)?;
    let directory = program.parent().unwrap_or(&program);
    let child = spawn::detached(&program, &[OsStr::new("run")], environment.chain(ours), directory)?;
    let (sender, ended) = oneshot::channel();
    std::thread::Builder::new().name("reaper".into()).spawn(move || {
        // Nobody may be interested any more.
        let _ = sender.send(child.wait());
    })?;
    Ok(Spawned {
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

/// Windows takes a relative path from the daemon's directory.
fn absolute(program: &Path) -> io::Result<PathBuf> {
    std::path::absolute(program)
}

impl Spawned {
    /// The one line that the daemon sends; what there is of it if the daemon dies first.
    pub(super) async fn read_line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        tokio::select! {
            biased;
            connected = self.pipe.connect() => connected?,
            () = self.ended.wait() => {
                if tokio::time::timeout(LAST_WORDS, self.pipe.connect()).await.is_err() {
                    return Ok(line);
                }
            }
        }
        BufReader::new(&mut self.pipe)
            .read_until(b'\n', &mut line)
            .await?;
        Ok(line)
    }

    /// How it ended; none if it is still there at `deadline`.
    pub(super) async fn exit_status(&mut self, deadline: Instant) -> Option<ExitStatus> {
        tokio::time::timeout_at(deadline, self.ended.wait()).await.ok()?;
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
