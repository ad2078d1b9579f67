//! Starting a detached process on Unix, with a pipe on which it says what becomes of it.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::unix::pipe;
use tokio::sync::oneshot;
use tokio::time::Instant;

use crate::launch::readiness::{VARIABLE, name_of};

/// A daemon that was started and has not said yet what became of it.
pub(super) struct Spawned {
    pipe: BufReader<pipe::Receiver>,
    ended: oneshot::Receiver<io::Result<ExitStatus>>,
}

/// Starts `program run` with nothing of ours: no input, the pipe as its output, the log as its errors.
///
/// It leaves our session by itself, and our supervisor is not its own.
pub(super) fn spawn(
    program: &Path,
    environment: impl Iterator<Item = (OsString, OsString)>,
    log: &Path,
) -> io::Result<Spawned> {
    let (reader, writer) = io::pipe()?;
    let name = name_of(&writer)?;
    let mut child = Command::new(program)
        .arg("run")
        .env_clear()
        .envs(environment)
        .env(VARIABLE, name)
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(writer)
        .stderr(open_log(log).map_or_else(|_| Stdio::null(), Stdio::from))
        .spawn()?;
    let (sender, ended) = oneshot::channel();
    // A client that lives longer than the daemon must not keep its zombie.
    std::thread::Builder::new().name("reaper".into()).spawn(move || {
        // Nobody may be interested any more.
        let _ = sender.send(child.wait());
    })?;
    let pipe = pipe::Receiver::from_owned_fd(reader.into())?;
    Ok(Spawned {
        pipe: BufReader::new(pipe),
        ended,
    })
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
    /// The one line that the daemon sends; what there is of it if the daemon dies first.
    pub(super) async fn read_line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        self.pipe.read_until(b'\n', &mut line).await?;
        Ok(line)
    }

    /// How it ended; none if it is still there at `deadline`.
    pub(super) async fn exit_status(&mut self, deadline: Instant) -> Option<ExitStatus> {
        tokio::time::timeout_at(deadline, &mut self.ended)
            .await
            .ok()?
            .ok()?
            .ok()
    }
}
