//! The server: accepts connections and answers their requests.

mod accept;
mod argument;
mod builtin;
mod call;
mod connection;
mod dispatch;
mod reply;
mod router;
mod shared;

use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use accept::Session;
pub use argument::{ClientGone, Events, FromCall, FromContext, State, argument, check_argument};
pub use call::{Answer, Call, CallContext, Need, message};
pub use reply::{Fallible, IntoReply, Plain, reply};
pub use router::Router;
pub(crate) use shared::{RESERVED, Shared};

use super::limits::Limits;
use super::transport::{self, BindError, Listener, SocketFile};
use crate::lifecycle::Daemon;
use crate::supervisor::PassedSocket;

/// How long [`IpcServer::close`] waits for requests in flight.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(5);

/// A server on a local socket.
///
/// # Examples
///
/// ```
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use outfitter_daemon::ipc::IpcServer;
/// use serde_json::{Value, json};
///
/// let mut server = IpcServer::new("/run/user/1000/my-service/daemon.sock");
/// server.on_message(|message: Value| async move {
///     match message["type"].as_str() {
///         Some("ping") => Ok(json!({ "pong": true })),
///         other => Err(format!("unknown command {other:?}")),
///     }
/// });
/// server.listen().await?;
/// // …
/// server.close().await;
/// # Ok(()) }
/// ```
#[derive(Debug)]
pub struct IpcServer {
    path: PathBuf,
    router: Router,
    limits: Limits,
    daemon: Option<Daemon>,
    passed: Option<PassedSocket>,
    session: Option<Session>,
}

impl IpcServer {
    /// A server for the socket `path`; nothing is touched before [`listen`](Self::listen).
    #[doc(alias = "createIpcServer")]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            router: Router::new(),
            limits: Limits::default(),
            daemon: None,
            passed: None,
            session: None,
        }
    }

    /// Answers the requests of `router`; takes effect with the next [`listen`](Self::listen).
    pub fn set_router(&mut self, router: Router) {
        self.router = router;
    }

    /// Sets what one client may cost; takes effect with the next [`listen`](Self::listen).
    pub fn set_limits(&mut self, limits: Limits) {
        self.limits = limits;
    }

    /// Answers as `daemon`: with the framework's own requests, and nothing else until it is running.
    pub(crate) fn belongs_to(mut self, daemon: Daemon) -> Self {
        self.daemon = Some(daemon);
        self
    }

    /// Accepts connections on a socket that listens already, instead of binding one; with the next
    /// [`listen`](Self::listen). Whoever made it has its file, which is not removed.
    pub(crate) fn accept_on(&mut self, passed: Option<PassedSocket>) {
        self.passed = passed;
    }

    /// Answers every request that the router does not, whatever its payload is.
    ///
    /// An error becomes an error reply that carries its text. Takes effect with the next
    /// [`listen`](Self::listen).
    pub fn on_message<T, E, F, Fut>(&mut self, handler: F)
    where
        T: Serialize + 'static,
        E: Display + 'static,
        F: Fn(Value) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<T, E>> + Send + 'static,
    {
        self.router.on_any(move |message, _| {
            let answer = handler(message);
            async move { answer.await.map_err(|error| error.to_string()) }
        });
    }

    /// The socket's path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it listens.
    pub fn is_listening(&self) -> bool {
        self.session.is_some()
    }

    /// Binds the socket and begins to accept connections; does nothing if it already listens.
    ///
    /// The socket of a dead server is replaced. It is for this user (and root) alone.
    ///
    /// # Errors
    ///
    /// Every [`BindError`]; what stands at the path is untouched then.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime that has its I/O and time drivers enabled.
    pub async fn listen(&mut self) -> Result<(), BindError> {
        self.listen_with_shared().await.map(|_| ())
    }

    /// As [`listen`](Self::listen); gives what its connections share.
    pub(crate) async fn listen_with_shared(&mut self) -> Result<Arc<Shared>, BindError> {
        if let Some(session) = &self.session {
            return Ok(Arc::clone(session.shared()));
        }
        let (listener, file) = match self.passed.take() {
            Some(passed) => (transport::listen_on(passed, &self.path)?, None),
            None => self.bind().await.map(|(listener, file)| (listener, Some(file)))?,
        };
        let shared = Arc::new(Shared::new(self.router.clone(), self.limits, self.daemon.clone()));
        self.session = Some(Session::open(listener, file, Arc::clone(&shared)));
        Ok(shared)
    }

    async fn bind(&self) -> Result<(Listener, SocketFile), BindError> {
        let path = self.path.clone();
        // It touches the disk, and may wait for another that binds in the same directory.
        let bound = tokio::task::spawn_blocking(move || transport::bind(&path)).await;
        bound.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()))
    }

    /// Stops accepting, finishes the requests in flight within 5 s, closes all connections and removes the
    /// socket; does nothing if it does not listen. It can listen again afterwards.
    ///
    /// # Cancel safety
    ///
    /// If the future is dropped, connections are cut off and the socket is removed all the same.
    pub async fn close(&mut self) {
        self.close_within(CLOSE_TIMEOUT).await;
    }

    /// As [`close`](Self::close), with a limit of the caller's; says whether all requests were finished.
    pub async fn close_within(&mut self, limit: Duration) -> bool {
        let drained = self.drain(limit).await;
        self.session = None;
        drained
    }

    /// Stops accepting and finishes the requests in flight, cutting off what is left after `limit`; the
    /// socket stays until [`close_within`](Self::close_within).
    pub(crate) async fn drain(&mut self, limit: Duration) -> bool {
        match &mut self.session {
            Some(session) => session.drain(limit).await,
            None => true,
        }
    }
}
