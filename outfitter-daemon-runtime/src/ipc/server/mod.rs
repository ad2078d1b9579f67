//! The server: accepts connections and answers their requests.

mod accept;
mod answer;
mod argument;
mod backlog;
pub mod bench;
mod builtin;
mod call;
mod connection;
mod dispatch;
#[cfg(feature = "http")]
mod first_bytes;
#[cfg(not(feature = "http"))]
#[path = "first_bytes_off.rs"]
mod first_bytes;
mod gate;
mod gated;
mod in_flight;
#[cfg(feature = "testing")]
mod in_memory;
#[cfg(feature = "http")]
mod meter;
#[cfg(not(feature = "http"))]
#[path = "meter_off.rs"]
mod meter;
mod misfit;
mod patience;
mod policy;
mod reply;
mod reply_to;
mod router;
mod session;
mod shared;
mod task;

use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde_core::Serialize;
use serde_json::Value;

pub(crate) use accept::File as SocketFileHandle;
use accept::Rules;
pub use answer::Answer;
pub use argument::{Events, FromCall, FromContext, IsState, State, argument, check_argument, state};
pub use call::{Call, CallContext, Need, message, message_answered_once};
#[cfg(feature = "testing")]
pub(crate) use in_memory::Connections;
#[cfg(feature = "http")]
pub(crate) use meter::ServerMeter;
pub use policy::{Allow, Policy};
pub use reply::{Fallible, Handled, IntoReply, Logged, Plain, reply, reply_once};
pub(crate) use router::Handler;
pub use router::Router;
pub(crate) use shared::{RESERVED, Shared};

use super::limits::Limits;
use session::Session;

use super::transport::{self, Access, BindError, Listener, SocketFile};
use crate::http::{self, Web};
use crate::lifecycle::Daemon;
use crate::supervisor::PassedSocket;
use crate::task::Borrowing;

/// How long [`IpcServer::close`] waits for requests in flight.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(5);
/// How often a server looks whether its socket is still there.
pub(crate) const SELF_CHECK: Duration = Duration::from_secs(30);

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
    access: Access,
    idle: Option<Duration>,
    self_check: Duration,
    daemon: Option<Daemon>,
    passed: Option<PassedSocket>,
    web: Web,
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
            access: Access::default(),
            idle: None,
            self_check: SELF_CHECK,
            daemon: None,
            passed: None,
            web: Web::default(),
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

    /// Lets processes of these users connect too, beside those of this user and of root; with the next
    /// [`listen`](Self::listen).
    ///
    /// The socket is then open to everybody as far as its mode goes, and others are turned away by their
    /// credentials. It must be in a directory that those users can enter.
    ///
    /// On Windows, where users have no such ids, `listen` refuses it.
    pub fn allow_users(&mut self, users: impl IntoIterator<Item = u32>) {
        self.access.users.extend(users);
    }

    /// How often to look whether the socket is still there, to bind it again if it is not; default 30 s.
    pub fn set_self_check(&mut self, every: Duration) {
        self.self_check = every;
    }

    /// Stops the daemon when it has had no connection for so long.
    pub(crate) fn set_idle_timeout(&mut self, idle: Option<Duration>) {
        self.idle = idle;
    }

    /// The file of the socket, for somebody who must remove it without a runtime.
    pub(crate) fn socket_file(&self) -> Option<SocketFileHandle> {
        self.session.as_ref().map(Session::file)
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

    /// Serves HTTP on a port too, if one was bound, until [`close_within`](Self::close_within).
    pub(crate) fn serve_http(&mut self, port: http::Bound, shared: &Arc<Shared>, daemon: &Daemon) {
        self.web = Web::open(port, shared, daemon);
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
        self.listening().await
    }

    fn listening(&mut self) -> Borrowing<'_, Result<(), BindError>> {
        Box::pin(async { self.listen_with_shared().await.map(drop) })
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
        self.session = Some(Session::open(listener, file, Arc::clone(&shared), self.rules()));
        Ok(shared)
    }

    fn rules(&self) -> Rules {
        Rules {
            path: self.path.clone(),
            access: self.access.clone(),
            idle: self.idle,
            // A timer with no time between its ticks would never let anything else happen.
            self_check: self.self_check.max(Duration::from_millis(1)),
        }
    }

    async fn bind(&self) -> Result<(Listener, SocketFile), BindError> {
        let (path, access) = (self.path.clone(), self.access.clone());
        // It touches the disk, and may wait for another that binds in the same directory.
        crate::task::blocking(move || transport::bind(&path, &access)).await
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
        self.closing(limit).await
    }

    fn closing(&mut self, limit: Duration) -> Borrowing<'_, bool> {
        Box::pin(async move {
            let unfinished = self.drain(limit).await;
            self.web.close().await;
            self.session = None;
            unfinished.is_empty()
        })
    }

    /// Stops accepting and finishes the requests in flight; the socket stays until
    /// [`close_within`](Self::close_within). What is left after `limit` is cut off; gives the handlers that
    /// were still at work.
    pub(crate) async fn drain(&mut self, limit: Duration) -> Vec<String> {
        match &mut self.session {
            Some(session) => session.drain(limit).await,
            None => Vec::new(),
        }
    }
}
