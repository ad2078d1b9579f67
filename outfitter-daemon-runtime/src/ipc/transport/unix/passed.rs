//! Accepting connections on a socket that the supervisor bound.

use std::path::Path;

use tokio::net::UnixListener;

use super::Listener;
use crate::ipc::transport::BindError;
use crate::supervisor::PassedSocket;

/// Begins to accept on `passed`; `path` is where the daemon says that its socket is.
pub(crate) fn listen_on(passed: PassedSocket, path: &Path) -> Result<Listener, BindError> {
    let failed = |action| {
        move |source| BindError::Io {
            action,
            path: path.to_owned(),
            source,
        }
    };
    let address = passed.local_addr().map_err(failed("look at"))?;
    if address.as_pathname() != Some(path) {
        // An abstract name, or a variable that says otherwise.
        tracing::warn!(passed = ?address, path = %path.display(), "clients look for the socket elsewhere");
    }
    // The supervisor's own descriptor is set with it, as with every service that does not block.
    passed.set_nonblocking(true).map_err(failed("set up"))?;
    let socket = UnixListener::from_std(passed).map_err(failed("watch"))?;
    Ok(Listener { socket, passed: true })
}
