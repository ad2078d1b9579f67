//! The client as the TypeScript package has it: `connect`, `send`, `close`.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use tokio::time::Instant;

use super::answers::Answer;
use super::error::{CallError, Failure};
use super::link::{Link, Waiting, WaitingOnce};
use crate::ipc::error::ConnectionError;
use crate::ipc::limits::Limits;
use crate::ipc::message::Message;
use crate::ipc::transport;
use crate::ipc::wire::Payload;

/// How long a connection may take.
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How often a request is repeated on a new connection.
pub(super) const LOSSES: u32 = 3;
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
        if M::REQUESTS.iter().all(|request| request.idempotent) {
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
    pub(crate) async fn connect_at(path: impl Into<PathBuf>) -> Result<Self, ConnectionError> {
        let client = Self::new(path);
        client.connect().await?;
        Ok(client)
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

    /// The connection; a new one if the old was lost, but not if there is to be none.
    pub(super) async fn link_again(&self) -> Result<Arc<Link>, Failure> {
        if let Some(link) = self.link() {
            return Ok(link);
        }
        if matches!(*self.connection(), Connection::None) {
            return Err(Failure::Gone { sent: false });
        }
        tracing::debug!(socket = %self.0.path.display(), "the connection was lost; connecting again");
        self.connect().await.map_err(Failure::Connection)?;
        self.link().ok_or(Failure::Gone { sent: false })
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
        let stream = transport::connect(&self.0.path, CONNECT_TIMEOUT).await?;
        self.use_stream(stream);
        Ok(())
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
            .map_err(|failure| match failure {
                Failure::Remote(error) if error.is_of_handler() => CallError::Remote {
                    code: error.code,
                    message: error.message,
                },
                // Not the handler's, so there is no error to read.
                other => other.into_call_error(|_| Err(serde::de::Error::custom("no such error"))),
            })?;
        payload.read().map_err(CallError::Decode)
    }

    /// Ends the connection. Calls under way fail with [`CallError::Disconnected`], as do later ones.
    pub fn close(&self) {
        if let Connection::Wanted(link) = std::mem::take(&mut *self.connection()) {
            link.close();
        }
    }

    /// Sends `message` and waits for its reply; as often as the daemon is not ready yet, while there is time,
    /// and on another connection if the first was lost and the request may be repeated.
    pub(super) async fn request(
        &self,
        message: &impl Serialize,
        timeout: Duration,
        repeat: Repeat,
    ) -> Result<Payload, Failure> {
        let deadline = Instant::now() + timeout;
        let mut losses = 0;
        loop {
            let answer = self.ask(message, Some(timeout), deadline).await?.await;
            match answer.into_reply(timeout) {
                Err(failure) if failure.is_initializing() => self.initialized(deadline, failure).await?,
                Err(Failure::Gone { sent }) if losses < LOSSES && (!sent || repeat == Repeat::Idempotent) => {
                    losses += 1;
                }
                other => return other,
            }
        }
    }

    /// Queues `message`.
    async fn ask(
        &self,
        message: &impl Serialize,
        timeout: Option<Duration>,
        deadline: Instant,
    ) -> Result<WaitingOnce, Failure> {
        let link = self.link_again().await?;
        link.ask(message, timeout, deadline)
            .map_err(Failure::Encode)?
            .ok_or(Failure::Gone { sent: false })
    }

    /// Queues `message`, which asks for a stream.
    pub(super) async fn open_stream(&self, message: &impl Serialize) -> Result<Waiting, Failure> {
        let link = self.link_again().await?;
        link.open_stream(message)
            .map_err(Failure::Encode)?
            .ok_or(Failure::Gone { sent: false })
    }

    /// Waits until the daemon has left `starting`; `otherwise` is what to fail with if it does not.
    pub(super) async fn initialized(&self, deadline: Instant, otherwise: Failure) -> Result<(), Failure> {
        let ping = json!({ "type": "daemon.ping", "wait": true });
        match self.ask(&ping, None, deadline).await?.await {
            Answer::Late => Err(otherwise),
            // Whatever it says, it has an opinion by now.
            answer => answer.into_reply(Duration::ZERO).map(drop),
        }
    }
}
