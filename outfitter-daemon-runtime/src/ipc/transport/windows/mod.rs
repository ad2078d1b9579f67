//! Named pipes.
//!
//! They differ from sockets in what the rest has to know nothing of: a pipe is no file, nothing is left of one whose
//! server is gone, each connection is an instance that has to be there before the client is, and there is no closing
//! of one direction alone.

#[cfg(feature = "daemon")]
mod bind;
mod blocking;
mod client_stream;
#[cfg(feature = "daemon")]
mod hang_up;
#[cfg(feature = "daemon")]
mod listener;
#[cfg(all(feature = "daemon", feature = "testing"))]
mod pair;
#[cfg(feature = "daemon")]
mod passed;
#[cfg(feature = "http")]
mod peek;
#[cfg(feature = "daemon")]
mod stream;
mod trust;

use std::io;
use std::os::windows::io::AsHandle;
use std::path::Path;
use std::time::Duration;

use tokio::net::windows::named_pipe::ClientOptions;
use windows_sys::Win32::Foundation::ERROR_PIPE_BUSY;

use crate::ipc::error::ConnectionError;
use crate::windows::pipe::server_of;

pub(crate) use blocking::{BlockingStream, to_blocking};
pub(crate) use client_stream::ClientStream;

#[cfg(feature = "daemon")]
pub(crate) use bind::{bind, bind_again};
#[cfg(feature = "daemon")]
pub(crate) use hang_up::HangUp;
#[cfg(feature = "daemon")]
pub(crate) use listener::{Listener, SocketFile};
#[cfg(all(feature = "daemon", feature = "testing"))]
pub(crate) use pair::pair;
#[cfg(feature = "daemon")]
pub(crate) use passed::listen_on;
#[cfg(feature = "daemon")]
pub(crate) use stream::Stream;

/// How long a server may take to make room for its next client. One that is about to end never does, and has its
/// name until its last connection is closed.
const BUSY: Duration = Duration::from_secs(2);
/// How long to wait before another try. Not long even at the end: whoever tries more often would be served first.
const SHORTEST_PAUSE: Duration = Duration::from_millis(1);
const LONGEST_PAUSE: Duration = Duration::from_millis(8);
/// What is known of a user whose pipe cannot even be opened.
const KEPT_OUT: &str = "who keeps us out";
/// How much is written at once: what a pipe holds, in bytes.
const AT_ONCE: usize = 64 * 1024;

/// Connects to the pipe `path`, whose server must run as this user (or as the system).
///
/// # Errors
///
/// [`ConnectionError::Refused`] if nobody serves it, `Timeout` if the server does not get round to its next client,
/// `Untrusted` if the pipe is another user's.
pub(crate) async fn connect(path: &Path, within: Duration) -> Result<ClientStream, ConnectionError> {
    let within = within.min(BUSY);
    let connecting = tokio::time::timeout(within, connect_patiently(path));
    let timeout = |_| ConnectionError::Timeout {
        socket_path: path.to_owned(),
        timeout: within,
    };
    let pipe = connecting
        .await
        .map_err(timeout)?
        .map_err(|error| explain(path, error))?;
    trusted(pipe, path)
}

/// The pipe, if it is not another user's.
fn trusted(pipe: ClientStream, path: &Path) -> Result<ClientStream, ConnectionError> {
    match trust::stranger_at(pipe.as_handle()).map_err(|error| explain(path, error))? {
        None => Ok(pipe),
        Some(owner) => Err(untrusted(path, owner)),
    }
}

/// The process that serves `path`; none if nobody does.
#[cfg(feature = "control")]
pub(crate) async fn server_at(path: &Path, within: Duration) -> Option<i64> {
    let pipe = connect(path, within).await.ok()?;
    server_of(&pipe).map(i64::from)
}

/// Every instance has a client, until the server has made another; nothing says when (`WaitNamedPipe` blocks).
async fn connect_patiently(path: &Path) -> io::Result<ClientStream> {
    let mut pause = SHORTEST_PAUSE;
    loop {
        match ClientOptions::new().open(path) {
            Err(error) if is(&error, ERROR_PIPE_BUSY) => {
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
            result => return result.map(ClientStream),
        }
    }
}

fn explain(path: &Path, source: io::Error) -> ConnectionError {
    match source.kind() {
        io::ErrorKind::PermissionDenied => untrusted(path, KEPT_OUT.to_owned()),
        _ => ConnectionError::Refused {
            socket_path: path.to_owned(),
            source,
        },
    }
}

fn untrusted(path: &Path, owner: String) -> ConnectionError {
    ConnectionError::Untrusted {
        socket_path: path.to_owned(),
        owner,
    }
}

fn is(error: &io::Error, code: u32) -> bool {
    error.raw_os_error().and_then(|raw| u32::try_from(raw).ok()) == Some(code)
}
