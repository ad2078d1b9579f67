//! Connections for threads that may wait.

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
