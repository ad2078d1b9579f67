//! Connections for threads that may wait.

use std::io;
use std::path::Path;

use super::{Stream, explain};
use crate::ipc::error::ConnectionError;

pub(crate) use std::os::unix::net::UnixStream as BlockingStream;

/// The same connection for a thread that may wait.
pub(crate) fn to_blocking(stream: Stream, path: &Path) -> Result<BlockingStream, ConnectionError> {
    let blocking = || {
        let stream = stream.into_std()?;
        stream.set_nonblocking(false)?;
        Ok(stream)
    };
    blocking().map_err(|error| explain(path, error))
}

/// Runs `future` on this thread, with a runtime for the purpose.
pub(crate) fn block_on<F: Future>(future: F) -> io::Result<F::Output> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()?;
    Ok(runtime.block_on(future))
}
