//! The client as the TypeScript package has it: `connect`, `send`, `close`.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
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
use crate::ipc::transport;
use crate::ipc::wire::Payload;
use crate::paths::Paths;

/// How long a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
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
    link: Mutex<Option<Arc<Link>>>,
}

impl IpcClient {
    /// A client of the server at `path`, not connected yet.
    #[doc(alias = "createIpcClient")]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(Arc::new(Inner {
            path: path.into(),
            link: Mutex::default(),
        }))
    }

    /// A client that is connected to the server at `path`.
    pub(crate) async fn connect_at(path: impl Into<PathBuf>) -> Result<Self, ConnectionError> {
        let client = Self::new(path);
        client.connect().await?;
        Ok(client)
    }

    /// A client of the first of these daemons that answers; the error is that of the first.
    pub(crate) async fn connect_to_any(candidates: &[Paths]) -> Result<Self, ConnectionError> {
        let mut first_error = None;
        for candidate in candidates {
            match Self::connect_at(candidate.socket()).await {
                Ok(client) => return Ok(client),
                Err(error) => drop(first_error.get_or_insert(error)),
            }
        }
        Err(first_error.unwrap_or_else(|| ConnectionError::Refused {
            socket_path: PathBuf::new(),
            source: std::io::ErrorKind::NotFound.into(),
        }))
    }

    /// The server's socket.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Whether it is connected, as far as is known.
    pub fn is_connected(&self) -> bool {
        self.last_link().is_some_and(|link| link.is_open())
    }

    /// The connection, as far as is known; it says itself whether it takes requests.
    fn last_link(&self) -> Option<Arc<Link>> {
        let link = self.0.link.lock().unwrap_or_else(PoisonError::into_inner);
        link.clone()
    }

    /// Connects within 5 s; does nothing if it is connected. It can connect again after a
    /// [`close`](Self::close) or a loss.
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
        let link = Link::open(stream, Limits::default().max_line);
        *self.0.link.lock().unwrap_or_else(PoisonError::into_inner) = Some(link);
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
    /// Dropping the future forgets the reply; the request may be carried out.
    pub async fn send<T: DeserializeOwned>(&self, message: impl Serialize) -> Result<T, CallError> {
        let payload = self
            .request(&message, CALL_TIMEOUT)
            .await
            .map_err(|failure| match failure {
                Failure::Remote(error) => CallError::Remote {
                    code: error.code,
                    message: error.message,
                },
                // Not reached with `Remote`, so there is no error to read.
                other => other.into_call_error(|_| Err(serde::de::Error::custom("no such error"))),
            })?;
        payload.read().map_err(CallError::Decode)
    }

    /// Ends the connection. Calls under way fail with [`CallError::Disconnected`], as do later ones.
    pub fn close(&self) {
        if let Some(link) = self.0.link.lock().unwrap_or_else(PoisonError::into_inner).take() {
            link.close();
        }
    }

    /// Sends `message` and waits for its reply; as often as the daemon is not ready yet, while there is time.
    pub(super) async fn request(
        &self,
        message: &impl Serialize,
        timeout: Duration,
    ) -> Result<Payload, Failure> {
        let deadline = Instant::now() + timeout;
        loop {
            let answer = self.ask(message, Some(timeout), deadline)?.await;
            match answer.into_reply(timeout) {
                Err(failure) if failure.is_initializing() => self.initialized(deadline, failure).await?,
                other => return other,
            }
        }
    }

    /// Queues `message`.
    fn ask(
        &self,
        message: &impl Serialize,
        timeout: Option<Duration>,
        deadline: Instant,
    ) -> Result<WaitingOnce, Failure> {
        let link = self.last_link().ok_or(Failure::Gone { sent: false })?;
        link.ask(message, timeout, deadline)
            .map_err(Failure::Encode)?
            .ok_or(Failure::Gone { sent: false })
    }

    /// Queues `message`, which asks for a stream.
    pub(super) fn open_stream(&self, message: &impl Serialize) -> Result<Waiting, Failure> {
        let link = self.last_link().ok_or(Failure::Gone { sent: false })?;
        link.open_stream(message)
            .map_err(Failure::Encode)?
            .ok_or(Failure::Gone { sent: false })
    }

    /// Waits until the daemon has left `starting`; `otherwise` is what to fail with if it does not.
    pub(super) async fn initialized(&self, deadline: Instant, otherwise: Failure) -> Result<(), Failure> {
        let ping = json!({ "type": "daemon.ping", "wait": true });
        match self.ask(&ping, None, deadline)?.await {
            Answer::Late => Err(otherwise),
            // Whatever it says, it has an opinion by now.
            answer => answer.into_reply(Duration::ZERO).map(drop),
        }
    }
}
