//! Connections for threads that may wait.

use std::io::{self, Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use tokio::net::windows::named_pipe::ClientOptions;
use tokio::runtime::{Handle, Runtime};
use tokio::time::timeout;
use windows_sys::Win32::Foundation::ERROR_PIPE_BUSY;

use super::{ClientStream, explain, is, trusted};
use crate::ipc::chunk;
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
    runtime: Own,
    read_within: Option<Duration>,
    write_within: Option<Duration>,
}

/// A connection for a thread that may wait, to the same server.
///
/// It is another: a pipe belongs for good to the runtime that it was opened in. Whose it is, is asked again.
pub(crate) fn to_blocking(stream: ClientStream, path: &Path) -> Result<BlockingStream, ConnectionError> {
    drop(stream);
    let opened = Own::new().and_then(|runtime| Ok((open(path, &runtime)?, runtime)));
    let (pipe, runtime) = opened.map_err(|error| explain(path, error))?;
    Ok(BlockingStream {
        pipe: trusted(pipe, path)?,
        runtime,
        read_within: None,
        write_within: None,
    })
}

/// The runtime of one stream. Whoever uses that may be in another, which must not wait, neither for what is done
/// here nor for its end.
#[derive(Debug)]
struct Own(Option<Runtime>);

impl Own {
    fn new() -> io::Result<Self> {
        runtime::new().map(|runtime| Self(Some(runtime)))
    }

    fn block_on<T: Send>(&self, future: impl Future<Output = io::Result<T>> + Send) -> io::Result<T> {
        let Some(runtime) = &self.0 else {
            return Err(io::ErrorKind::NotConnected.into());
        };
        if Handle::try_current().is_err() {
            return runtime.block_on(future);
        }
        std::thread::scope(|scope| {
            let elsewhere = std::thread::Builder::new().name("blocking-client".into());
            let done = elsewhere.spawn_scoped(scope, || runtime.block_on(future))?.join();
            done.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

fn open(path: &Path, runtime: &Own) -> io::Result<ClientStream> {
    let _inside = runtime.0.as_ref().map(Runtime::enter);
    let until = Instant::now() + WITHIN;
    loop {
        match ClientOptions::new().open(path) {
            Err(error) if is(&error, ERROR_PIPE_BUSY) && Instant::now() < until => std::thread::sleep(PAUSE),
            opened => return opened.map(ClientStream),
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
            .block_on(async { timeout(limit, chunk::read(&mut self.pipe, buffer)).await? })
    }
}

impl Write for BlockingStream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let limit = self.write_within.unwrap_or(Duration::MAX);
        self.runtime
            .block_on(async { timeout(limit, chunk::write(&mut self.pipe, bytes)).await? })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
