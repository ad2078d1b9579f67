//! The client as the TypeScript package has it: `connect`, `send`, `close`.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;

use super::error::{CallError, Failure};
use super::exchange::{Exchange, Exchanging};
use super::link::Link;
use crate::ipc::error::ConnectionError;
use crate::ipc::limits::Limits;
use crate::ipc::message::{Message, RequestInfo};
use crate::ipc::transport;
use crate::task::{Borrowing, Boxed};

/// How long a connection may take.
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How often a request is repeated on a new connection.
const LOSSES: u32 = 3;
/// How long a call may take if nothing else is said.
pub(super) const CALL_TIMEOUT: Duration = Duration::from_secs(30);

/// A client of any server on a local socket; messages are whatever serialises as JSON.
///
/// Clones share one connection, on which any number of requests can be under way at once.
///
/// # Examples
///
/// ```no_run
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use outfitter_daemon::ipc::IpcClient;
/// use serde_json::{Value, json};
///
/// let client = IpcClient::new(outfitter_daemon::socket_path("my-service")?);
/// client.connect().await?;
/// let status: Value = client.send(json!({ "type": "status" })).await?;
/// client.close();
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct IpcClient(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    path: PathBuf,
    connection: Mutex<Connection>,
}

/// What the client has, or had, or is to have again.
#[derive(Debug, Default)]
enum Connection {
    /// Not connected yet, or closed.
    #[default]
    None,
    /// Connected; if the connection is lost, the next request makes another.
    Wanted(Arc<Link>),
}

/// Whether a request may be repeated although the server may have seen it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeat {
    Never,
    /// Asking twice does what asking once does.
    Idempotent,
}

impl Repeat {
    /// What holds for the request `M`.
    pub(super) fn of<M: Message>() -> Self {
        Self::of_all(M::REQUESTS)
    }

    /// Whether to ask again after `losses` connections were lost with the request, the last when it had been `sent` or not.
    pub(super) fn allows(self, losses: u32, sent: bool) -> bool {
        losses < LOSSES && (!sent || self == Self::Idempotent)
    }

    fn of_all(requests: &[RequestInfo]) -> Self {
        if requests.iter().all(|request| request.idempotent) {
            Self::Idempotent
        } else {
            Self::Never
        }
    }
}

impl IpcClient {
    /// A client of the server at `path`, not connected yet.
    #[doc(alias = "createIpcClient")]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(Arc::new(Inner {
            path: path.into(),
            connection: Mutex::default(),
        }))
    }

    /// A client of whoever is at the other end of `stream`. There is no path, so a lost connection stays lost.
    #[cfg(feature = "testing")]
    pub(crate) fn over(
        stream: impl tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
    ) -> Self {
        let link = Link::open(stream, Limits::default().max_line);
        Self(Arc::new(Inner {
            path: "in memory".into(),
            connection: Mutex::new(Connection::Wanted(link)),
        }))
    }

    /// A client that is connected to the server at `path`.
    pub(crate) fn connect_at(path: &Path) -> Boxed<Result<Self, ConnectionError>> {
        let client = Self::new(path);
        Box::pin(async move {
            client.connect().await?;
            Ok(client)
        })
    }

    /// The client of the server at `path` to which `stream` is a connection.
    pub(super) fn connected(path: &Path, stream: transport::ClientStream) -> Self {
        let client = Self::new(path);
        client.use_stream(stream);
        client
    }

    fn use_stream(&self, stream: transport::ClientStream) {
        let link = Link::open(stream, Limits::default().max_line);
        *self.connection() = Connection::Wanted(link);
    }

    /// The server's socket.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Whether it is connected, as far as is known.
    pub fn is_connected(&self) -> bool {
        self.link().is_some()
    }

    fn link(&self) -> Option<Arc<Link>> {
        match &*self.connection() {
            Connection::Wanted(link) if link.is_open() => Some(Arc::clone(link)),
            _ => None,
        }
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.0.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The connection; none if it was lost, and a failure if there is to be none.
    pub(super) fn link_as_wanted(&self) -> Result<Option<Arc<Link>>, Failure> {
        if let Some(link) = self.link() {
            return Ok(Some(link));
        }
        match *self.connection() {
            Connection::None => Err(Failure::Gone { sent: false }),
            Connection::Wanted(_) => Ok(None),
        }
    }

    /// Makes a lost connection again.
    pub(super) fn connect_again(&self) -> Boxed<Result<Arc<Link>, Failure>> {
        let client = self.clone();
        Box::pin(async move {
            tracing::debug!(socket = %client.0.path.display(), "the connection was lost; connecting again");
            client.connect().await.map_err(Failure::Connection)?;
            client.link().ok_or(Failure::Gone { sent: false })
        })
    }

    /// Connects within 5 s; does nothing if it is connected.
    ///
    /// A connection that is lost is made again by the next request; a request that was never sent is sent
    /// again then. After a [`close`](Self::close) only this connects again.
    ///
    /// # Errors
    ///
    /// Every [`ConnectionError`] but `Protocol` and `Paths`.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime that has its I/O and time drivers enabled.
    ///
    /// # Cancel safety
    ///
    /// Cancel safe: dropping the future leaves the client as it was.
    pub async fn connect(&self) -> Result<(), ConnectionError> {
        if self.is_connected() {
            return Ok(());
        }
        self.connecting().await
    }

    fn connecting(&self) -> Borrowing<'_, Result<(), ConnectionError>> {
        Box::pin(async {
            let stream = transport::connect(&self.0.path, CONNECT_TIMEOUT).await?;
            self.use_stream(stream);
            Ok(())
        })
    }

    /// Sends `message` and waits up to 30 s for its reply.
    ///
    /// # Errors
    ///
    /// Every [`CallError`] but `Failed`; a handler's error is `Remote`, with its text.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future takes the request back: the server is told, and one of ours drops its handler at
    /// the next `.await` in it. The request may have been carried out, wholly or in part.
    pub async fn send<T: DeserializeOwned>(&self, message: impl Serialize) -> Result<T, CallError> {
        let payload = self
            .request(&message, CALL_TIMEOUT, Repeat::Never)
            .await
            .map_err(Failure::into_untyped)?;
        payload.read().map_err(CallError::Decode)
    }

    /// Ends the connection. Calls under way fail with [`CallError::Disconnected`], as do later ones.
    pub fn close(&self) {
        if let Connection::Wanted(link) = std::mem::take(&mut *self.connection()) {
            link.close();
        }
    }

    /// An [`Exchange`] of `message`.
    pub(super) fn request<'a, M: Serialize>(
        &self,
        message: &'a M,
        timeout: Duration,
        repeat: Repeat,
    ) -> Exchanging<'a, M> {
        Exchanging {
            exchange: Exchange::new(self.clone(), timeout, repeat),
            message,
        }
    }
}
