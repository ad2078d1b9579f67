//! The client for programs without a runtime: one call after the other, on the caller's thread.

use std::marker::PhantomData;
use std::path::Path;
use std::time::Duration;

use super::conversation::Conversation;
use super::error::CallError;
use crate::ipc::error::ConnectionError;
use crate::ipc::message::{Message, Protocol, RequestOf, answered_once};
use crate::ipc::wire_type::{Wire, read_error};
use crate::launch::{LaunchError, Launcher};

/// A client of the protocol `P` that blocks, for programs without a runtime.
///
/// It carries one request at a time; streams need the [`Client`](super::Client).
///
/// # Examples
///
/// ```no_run
/// use outfitter_daemon::ipc::BlockingClient;
/// use outfitter_daemon::prelude::*;
///
/// #[ipc_protocol]
/// pub enum Request {
///     #[ipc(returns = i64)]
///     Add { a: i64, b: i64 },
/// }
///
/// fn main() -> Result<(), Box<dyn std::error::Error>> {
///     let mut service = BlockingClient::<Request>::connect_or_start("my-service")?;
///     println!("{}", service.call(request::Add { a: 2, b: 3 })?);
///     Ok(())
/// }
/// ```
#[derive(Debug)]
pub struct BlockingClient<P> {
    conversation: Conversation,
    protocol: PhantomData<fn(P)>,
}

/// What a request is answered with.
type Answer<M> = Result<<M as Message>::Reply, CallError<<M as Message>::Error>>;

impl<P> BlockingClient<P> {
    /// Connects to the daemon `name`, wherever it put its socket.
    ///
    /// # Errors
    ///
    /// Every [`ConnectionError`]; see [`ConnectionError::is_not_running`].
    ///
    /// # Panics
    ///
    /// Inside a tokio runtime, which must not be blocked; use [`Client`](super::Client) there.
    pub fn connect(name: impl AsRef<str>) -> Result<Self, ConnectionError>
    where
        P: Protocol,
    {
        Conversation::with(name.as_ref()).map(Self::of)
    }

    /// Connects to the daemon whose socket is `socket`.
    ///
    /// # Errors
    ///
    /// As [`IpcClient::connect`](super::IpcClient::connect).
    ///
    /// # Panics
    ///
    /// Inside a tokio runtime.
    pub fn connect_to(socket: impl AsRef<Path>) -> Result<Self, ConnectionError>
    where
        P: Protocol,
    {
        Conversation::at(socket.as_ref()).map(Self::of)
    }

    /// Connects to the daemon `name`, starting it first if it does not run, as
    /// [`Client::connect_or_start`](super::Client::connect_or_start) does.
    ///
    /// # Errors
    ///
    /// Every [`LaunchError`].
    ///
    /// # Panics
    ///
    /// Inside a tokio runtime.
    pub fn connect_or_start(name: impl AsRef<str>) -> Result<Self, LaunchError>
    where
        P: Protocol,
    {
        Self::connect_with(&Launcher::new(name.as_ref()))
    }

    /// Connects to the daemon of `launcher`, starting it first if it does not run.
    ///
    /// # Errors
    ///
    /// Every [`LaunchError`].
    ///
    /// # Panics
    ///
    /// Inside a tokio runtime.
    pub fn connect_with(launcher: &Launcher) -> Result<Self, LaunchError>
    where
        P: Protocol,
    {
        Conversation::with_started(launcher).map(Self::of)
    }

    fn of(conversation: Conversation) -> Self {
        Self {
            conversation,
            protocol: PhantomData,
        }
    }

    /// The same client with another limit for each call; default 30 s.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.conversation.timeout = timeout;
        self
    }

    /// Asks `message` and waits for its reply; while the daemon is not ready yet, again and again.
    ///
    /// # Errors
    ///
    /// Every [`CallError`].
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a request is given away, as in the other client"
    )]
    pub fn call<M: RequestOf<P>>(&mut self, message: M) -> Answer<M> {
        const { answered_once::<M>() }
        let payload = self.conversation.request(&message);
        let payload = payload.map_err(|failure| failure.into_call_error(read_error))?;
        payload.read().map(|Wire(reply)| reply).map_err(CallError::Decode)
    }

    /// Sends `message` without asking for an answer, as [`Client::oneway`](super::Client::oneway) does: it is done when
    /// the line has been written to the socket.
    ///
    /// # Errors
    ///
    /// As [`IpcClient::send_oneway`](super::IpcClient::send_oneway).
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a request is given away, as in the other client"
    )]
    pub fn oneway<M: RequestOf<P>>(&mut self, message: M) -> Result<(), CallError<<M as Message>::Error>> {
        self.conversation
            .tell(&message)
            .map_err(|failure| failure.into_call_error(read_error))
    }
}
