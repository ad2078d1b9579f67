//! Connections for threads that may wait.

use std::io;
use std::path::Path;
use std::time::Duration;

use super::{connect, explain};
use crate::ipc::error::ConnectionError;

pub(crate) use std::os::unix::net::UnixStream as BlockingStream;

/// How long a connection may take.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Connects as [`connect`] does, with the same checks, and gives a stream whose reads and writes block.
pub(crate) fn connect_blocking(path: &Path) -> Result<BlockingStream, ConnectionError> {
    let connected = block_on(async {
        let stream = connect(path, TIMEOUT).await?;
        let stream = stream.into_std().map_err(|error| explain(path, error))?;
        stream
            .set_nonblocking(false)
            .map_err(|error| explain(path, error))?;
        Ok(stream)
    });
    connected.map_err(|error| explain(path, error))?
}

/// Runs `future` on this thread, with a runtime for the purpose.
pub(crate) fn block_on<F: Future>(future: F) -> io::Result<F::Output> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()?;
    Ok(runtime.block_on(future))
}
