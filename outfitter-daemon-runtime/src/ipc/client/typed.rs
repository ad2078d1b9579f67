//! The client of one protocol.

use std::marker::PhantomData;
use std::path::Path;
#[cfg(feature = "testing")]
use std::sync::Arc;
use std::time::Duration;

use super::call::{Call, Of};
use super::oneway::PendingOneway;
use super::probe::Probe;
use super::stream::PendingStream;
use super::untyped::{CALL_TIMEOUT, IpcClient};
use crate::ipc::error::ConnectionError;
use crate::ipc::message::{Itself, Protocol, RequestOf, answered_once};
use crate::launch::{LaunchError, Launcher};
use crate::name::DaemonName;
use crate::paths::{self, Env, PathsError};
use crate::task::Boxed;
#[cfg(feature = "testing")]
use crate::testing::Script;

/// A client whose requests are those of the protocol `P`.
///
/// `#[ipc_protocol]` wraps it into a client with a method for each request. Clones share one connection.
pub struct Client<P> {
    ipc: IpcClient,
    timeout: Duration,
    /// Who answers in place of a daemon.
    #[cfg(feature = "testing")]
    mock: Option<Arc<Script>>,
    protocol: PhantomData<fn(P)>,
}

impl<P> Clone for Client<P> {
    fn clone(&self) -> Self {
        Self {
            ipc: self.ipc.clone(),
            timeout: self.timeout,
            #[cfg(feature = "testing")]
            mock: self.mock.clone(),
            protocol: PhantomData,
        }
    }
}

impl<P> std::fmt::Debug for Client<P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client")
            .field("ipc", &self.ipc)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

impl<P: Protocol> Client<P> {
    /// Connects to the daemon `name`, wherever it put its socket.
    ///
    /// # Errors
    ///
    /// Every [`ConnectionError`]; see [`ConnectionError::is_not_running`].
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime that has its I/O and time drivers enabled.
    pub async fn connect(name: impl AsRef<str>) -> Result<Self, ConnectionError> {
        Ok(Self::over(connect_to_daemon(name.as_ref()).await?))
    }

    /// Connects to the daemon whose socket is `socket`.
    ///
    /// # Errors
    ///
    /// As [`IpcClient::connect`].
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime that has its I/O and time drivers enabled.
    pub async fn connect_to(socket: impl AsRef<Path>) -> Result<Self, ConnectionError> {
        Ok(Self::over(IpcClient::connect_at(socket.as_ref()).await?))
    }

    /// Connects to the daemon `name`, starting it first if it does not run; waits at most 10 s for it.
    ///
    /// A [`Launcher`] with everything at its default: it says which program is started, and how.
    ///
    /// # Errors
    ///
    /// Every [`LaunchError`]. A daemon that fails to start is reported at once, with what it said.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime that has its I/O and time drivers enabled.
    pub async fn connect_or_start(name: impl AsRef<str>) -> Result<Self, LaunchError> {
        Self::connect_with(&Launcher::new(name.as_ref())).await
    }

    /// Connects to the daemon of `launcher`, starting it first if it does not run.
    ///
    /// # Errors
    ///
    /// Every [`LaunchError`].
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime that has its I/O and time drivers enabled.
    pub async fn connect_with(launcher: &Launcher) -> Result<Self, LaunchError> {
        Ok(Self::over(launcher.connecting().await?))
    }

    /// The typed view of a client that may be connected already.
    pub fn over(ipc: IpcClient) -> Self {
        Self {
            ipc,
            timeout: CALL_TIMEOUT,
            #[cfg(feature = "testing")]
            mock: None,
            protocol: PhantomData,
        }
    }

    /// A client whose requests `script` answers.
    #[cfg(feature = "testing")]
    pub(crate) fn of_mock(script: Arc<Script>) -> Self {
        let mut client = Self::over(IpcClient::new("a mock"));
        client.mock = Some(script);
        client
    }

    fn of(&self) -> Of {
        #[cfg(feature = "testing")]
        if let Some(script) = &self.mock {
            return Of::Mock(Arc::clone(script));
        }
        Of::Daemon(self.ipc.clone())
    }

    /// The same client with another limit for each call; default 30 s.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Asks `message`; nothing is sent before the result is awaited.
    ///
    /// A request that is answered with a stream does not compile:
    ///
    /// ```compile_fail,E0080
    /// use outfitter_daemon::ipc::Client;
    /// use outfitter_daemon::prelude::*;
    ///
    /// #[ipc_protocol]
    /// pub enum Request {
    ///     #[ipc(stream = u64)]
    ///     Countdown,
    /// }
    ///
    /// fn ask(service: &Client<Request>) {
    ///     drop(service.call(request::Countdown));
    /// }
    /// # fn main() { let _: fn(&Client<Request>) = ask; }
    /// ```
    pub fn call<M: RequestOf<P>>(&self, message: M) -> Call<Itself<M>> {
        const { answered_once::<M>() }
        Call::new(self.of(), message, self.timeout)
    }

    /// Asks for the stream of `message`; nothing is sent before the result is awaited.
    pub fn stream<M: RequestOf<P>>(&self, message: M) -> PendingStream<Itself<M>> {
        PendingStream::new(self.of(), message, self.timeout)
    }

    /// Sends `message` without asking for an answer; nothing is sent before the result is awaited. Any request may be
    /// sent so, except for streams; what it would have been answered is dropped.
    pub fn oneway<M: RequestOf<P>>(&self, message: M) -> PendingOneway<Itself<M>> {
        PendingOneway::new(self.of(), message, self.timeout)
    }

    /// The untyped client below; that of a mock is never connected.
    pub fn ipc(&self) -> &IpcClient {
        &self.ipc
    }

    /// Ends the connection, for all clones.
    pub fn close(&self) {
        self.ipc.close();
    }
}

/// Connects to the daemon `name`, wherever it put its socket.
fn connect_to_daemon(name: &str) -> Boxed<Result<IpcClient, ConnectionError>> {
    let name = DaemonName::new(name);
    Box::pin(async move {
        let name = name.map_err(PathsError::from)?;
        let candidates = paths::everywhere(&name, &Env::from_process())?;
        Ok(Probe::connect_to_any(&candidates).await?.into_client())
    })
}
