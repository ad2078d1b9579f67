//! A daemon in the test's own process.

use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::error::DaemonError;
use crate::ipc::{Client, Connections, IpcClient, Protocol};
use crate::launch::{IntoState, Program, start_in_memory};
use crate::lifecycle::Daemon;

use super::transcript::Transcript;

/// A daemon of the protocol `P` that lives in its test: the real server with the real handlers, and real clients
/// that are joined to it, without paths, a lock or the disk. Any number of them can run at once.
///
/// # Examples
///
/// ```
/// use outfitter_daemon::prelude::*;
/// use outfitter_daemon::testing::TestDaemon;
///
/// #[ipc_protocol]
/// pub enum Request {
///     #[ipc(returns = u64)]
///     Take { count: u64 },
/// }
///
/// struct App {
///     stock: u64,
/// }
///
/// #[ipc_handler]
/// async fn take(request::Take { count }: request::Take, State(app): State<App>) -> u64 {
///     app.stock - count
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
/// // In a test, under `#[tokio::test]`:
/// let daemon = TestDaemon::<Request>::start(App { stock: 10 }).await?;
/// let service = RequestClient::new(daemon.client()?);
/// assert_eq!(service.take(3).await?, 7);
/// daemon.stop().await?; // runs the shutdown handlers
/// # Ok(()) }) }
/// ```
pub struct TestDaemon<P> {
    daemon: Daemon,
    connections: Arc<Connections>,
    protocol: PhantomData<fn(P)>,
}

impl<P> fmt::Debug for TestDaemon<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TestDaemon").field(&self.daemon).finish()
    }
}

impl<P> TestDaemon<P> {
    /// Starts a daemon with the handlers of `P` that attributes registered in this program, which share `state`
    /// (`()` if they have none), and with the health checks that take that state or none.
    ///
    /// # Errors
    ///
    /// [`DaemonError::StartFailed`] if a request of `P` has no handler or two, or a handler asks for another state.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime that has its I/O and time drivers enabled, as all methods here do.
    // The bound stands here for its message: of one at the `impl`, only that it does not hold would be said.
    pub async fn start<S: Send + Sync + 'static>(state: S) -> Result<Self, DaemonError>
    where
        P: Protocol,
    {
        let main = async move |_| Ok::<S, String>(state);
        let program = Program::new("test").protocol::<P>().nothing_else();
        Self::of(program, main).await
    }
}

impl<P: Protocol> TestDaemon<P> {
    /// Starts `program`, with what `main` returns as state: for its own router, limits, checks or timeouts, or to
    /// register shutdown handlers. Paths and the runtime that it names mean nothing here.
    ///
    /// # Errors
    ///
    /// As [`start`](Self::start), and if `main` fails or panics.
    pub async fn of<F, Fut>(program: Program, main: F) -> Result<Self, DaemonError>
    where
        F: FnOnce(Daemon) -> Fut,
        Fut: Future,
        Fut::Output: IntoState,
    {
        let (daemon, connections) = start_in_memory::<Fut::Output, F, Fut>(program, main).await?;
        Ok(Self {
            daemon,
            connections,
            protocol: PhantomData,
        })
    }

    /// A new connection; `RequestClient::new` makes the generated client of it. A client that has lost it does not
    /// connect again, there being no path.
    ///
    /// # Errors
    ///
    /// If the process is out of descriptors.
    pub fn client(&self) -> io::Result<Client<P>> {
        Ok(Client::over(IpcClient::over(self.connections.open()?)))
    }

    /// As [`client`](Self::client), with all that it and the daemon say to each other written into `transcript`.
    ///
    /// # Errors
    ///
    /// As [`client`](Self::client).
    pub fn recorded(&self, transcript: &Transcript) -> io::Result<Client<P>> {
        Ok(Client::over(transcript.record(self.connections.open()?)))
    }

    /// The daemon as its handlers see it.
    pub fn handle(&self) -> &Daemon {
        &self.daemon
    }

    /// Ends all connections at once, as if the daemon had been killed; handlers at work are dropped.
    pub fn cut_connections(&self) {
        self.connections.cut();
    }

    /// Stops it: requests in flight are finished, then shutdown handlers run.
    ///
    /// # Errors
    ///
    /// As [`Daemon::stop`].
    pub async fn stop(&self) -> Result<(), DaemonError> {
        self.daemon.stop().await
    }
}
