//! Connections for threads that may wait.

use std::io::{self, Read, Write};
use std::path::Path;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::windows::named_pipe::NamedPipeClient;
use tokio::runtime::Runtime;
use tokio::time::timeout;

use super::{connect, explain};
use crate::ipc::error::ConnectionError;
use crate::ipc::transport::runtime;

/// How long a connection may take.
const TIMEOUT: Duration = Duration::from_secs(5);

/// A pipe whose reads and writes block, each within a time: Windows has no such limit for one that blocks by
/// itself, so a runtime of its own waits for it.
#[derive(Debug)]
pub(crate) struct BlockingStream {
    pipe: NamedPipeClient,
    runtime: Runtime,
    read_within: Option<Duration>,
    write_within: Option<Duration>,
}

/// Connects as [`connect`] does, with the same checks.
pub(crate) fn connect_blocking(path: &Path) -> Result<BlockingStream, ConnectionError> {
    let runtime = runtime::new().map_err(|error| explain(path, error))?;
    let pipe = runtime.block_on(connect(path, TIMEOUT))?;
    Ok(BlockingStream {
        pipe,
        runtime,
        read_within: None,
        write_within: None,
    })
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
