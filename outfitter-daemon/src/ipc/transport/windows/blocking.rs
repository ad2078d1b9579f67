//! Connections for threads that may wait.

use std::io::{self, Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::windows::named_pipe::ClientOptions;
use tokio::runtime::Runtime;
use tokio::time::timeout;
use windows_sys::Win32::Foundation::ERROR_PIPE_BUSY;

use super::{ClientStream, explain, is, trusted};
use crate::ipc::error::ConnectionError;
use crate::ipc::transport::runtime;

/// How long a connection may take, and how long to wait for the server's next instance.
const WITHIN: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(2);

/// A pipe whose reads and writes block, each within a time: Windows has no such limit for one that blocks by
/// itself, so a runtime of its own waits for it.
#[derive(Debug)]
pub(crate) struct BlockingStream {
    pipe: ClientStream,
    runtime: Runtime,
    read_within: Option<Duration>,
    write_within: Option<Duration>,
}

/// A connection for a thread that may wait, to the same server.
///
/// It is another: a pipe belongs for good to the runtime that it was opened in. Whose it is, is asked again.
pub(crate) fn to_blocking(stream: ClientStream, path: &Path) -> Result<BlockingStream, ConnectionError> {
    drop(stream);
    let runtime = runtime::new().map_err(|error| explain(path, error))?;
    let opened = open(path, &runtime).map_err(|error| explain(path, error));
    match opened.and_then(|pipe| trusted(pipe, path)) {
        Ok(pipe) => Ok(BlockingStream {
            pipe,
            runtime,
            read_within: None,
            write_within: None,
        }),
        Err(error) => {
            // Whoever calls may be in a runtime, which must not wait for the end of another.
            runtime.shutdown_background();
            Err(error)
        }
    }
}

fn open(path: &Path, runtime: &Runtime) -> io::Result<ClientStream> {
    let _inside = runtime.enter();
    let until = Instant::now() + WITHIN;
    loop {
        match ClientOptions::new().open(path) {
            Err(error) if is(&error, ERROR_PIPE_BUSY) && Instant::now() < until => std::thread::sleep(PAUSE),
            opened => return opened,
        }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "as std's streams have it")]
impl BlockingStream {
    pub(crate) fn set_read_timeout(&mut self, within: Option<Duration>) -> io::Result<()> {
        self.read_within = within;
        Ok(())
    }

    pub(crate) fn set_write_timeout(&mut self, within: Option<Duration>) -> io::Result<()> {
        self.write_within = within;
        Ok(())
    }
}

impl Read for BlockingStream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let limit = self.read_within.unwrap_or(Duration::MAX);
        self.runtime
            .block_on(async { timeout(limit, self.pipe.read(buffer)).await })?
    }
}

impl Write for BlockingStream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let limit = self.write_within.unwrap_or(Duration::MAX);
        self.runtime
            .block_on(async { timeout(limit, self.pipe.write(bytes)).await })?
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
