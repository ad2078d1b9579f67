//! Connections for threads that may wait.

use std::path::Path;
use std::time::Duration;

use super::{connect, explain};
use crate::ipc::error::ConnectionError;
use crate::ipc::transport::block_on;

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
