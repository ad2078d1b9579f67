//! What a handler may take besides its request.

use std::any::type_name;
use std::sync::Arc;

use tokio::sync::{Semaphore, mpsc};

use super::call::{Call, Need};
use super::shared::Shared;
use crate::ipc::client_gone::ClientGone;
use crate::ipc::message::Message;
use crate::ipc::refusal::Refusal;
use crate::ipc::transport::Peer;
use crate::ipc::wire::{self, Id, code};
use crate::ipc::wire_type::{WireRef, WireType};
use crate::launch::SharedState;
use crate::lifecycle::Daemon;
use crate::registry::Of;

/// A type that a handler of `M` can take as an argument.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument of this `#[ipc_handler]`",
    label = "not something that a handler of `{M}` can be given",
    note = "after the request, a handler takes `State<T>`, `Daemon` or `Peer`, and `Events<T>` if its request streams `T`"
)]
pub trait FromCall<M>: Sized {
    /// Takes it out of the call.
    ///
    /// # Errors
    ///
    /// A refusal that becomes the request's answer.
    fn from_call(call: &Call<'_>) -> Result<Self, Refusal>;
}

/// A type that handlers and health checks alike can take.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument of a `#[health_check]`",
    label = "not something that a check can be given",
    note = "a check takes `State<T>` and `Daemon`; a function that takes a request is an `#[ipc_handler]`"
)]
pub trait FromContext: Sized {
    /// What the daemon must have for this.
    #[doc(hidden)]
    const NEED: Option<fn() -> Need> = None;

    /// Takes it out of what the daemon shares.
    #[doc(hidden)]
    fn from_shared(shared: &Shared) -> Option<Self>;
}

// Not for all that is `FromContext`: what else there is to take could then not be named in what is wrong with it.
impl<M, T: SharedState> FromCall<M> for State<T> {
    fn from_call(call: &Call<'_>) -> Result<Self, Refusal> {
        check_argument(call)
    }
}

impl<M> FromCall<M> for Daemon {
    fn from_call(call: &Call<'_>) -> Result<Self, Refusal> {
        check_argument(call)
    }
}

/// The state that all handlers share: what `main` returned.
#[derive(Debug)]
pub struct State<T>(pub Arc<T>);

/// `State<T>` alone, which the pattern `State(..)` takes apart.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `State<T>`, which the pattern `State(..)` takes apart",
    label = "expected `State<T>`, where `T` is what `main` returns",
    note = "shared data is taken as `State(app): State<App>`, without an `Arc` of its own"
)]
pub trait IsState {}

impl<T> IsState for State<T> {}

/// Asks whether `T` is what the pattern `State(..)` takes apart.
pub const fn state<T: IsState>() {}

impl<T> Clone for State<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> std::ops::Deref for State<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: SharedState> FromContext for State<T> {
    const NEED: Option<fn() -> Need> = Some(Need::of::<T>);

    fn from_shared(shared: &Shared) -> Option<Self> {
        shared.state::<T>().map(Self)
    }
}

impl FromContext for Daemon {
    fn from_shared(shared: &Shared) -> Option<Self> {
        shared.daemon().cloned()
    }
}

impl<M> FromCall<M> for Peer {
    fn from_call(call: &Call<'_>) -> Result<Self, Refusal> {
        call.asked().map(|asked| asked.peer)
    }
}

/// How an item is written.
type Write<T> = fn(&mut Vec<u8>, &Id, &T) -> Result<(), serde_json::Error>;

/// Where the handler of a stream sends its items.
#[derive(Debug)]
pub struct Events<T> {
    id: Id,
    to_client: mpsc::Sender<Vec<u8>>,
    credit: Option<Arc<Semaphore>>,
    /// Here rather than as a bound of `T`: the request has it.
    write: Write<T>,
}

impl<T> Events<T> {
    /// Sends one item; waits while the client is slow to read.
    ///
    /// # Errors
    ///
    /// [`ClientGone`] if nobody reads any more; the handler should return.
    ///
    /// # Cancel safety
    ///
    /// An item is sent whole or not at all. One whose future is dropped was not sent.
    pub async fn send(&mut self, item: T) -> Result<(), ClientGone> {
        let mut line = Vec::new();
        if let Err(error) = (self.write)(&mut line, &self.id, &item) {
            tracing::error!(%error, "an item of a stream cannot be written as JSON and is left out");
            return Ok(());
        }
        let permit = match &self.credit {
            Some(credit) => Some(credit.acquire().await.map_err(|_| ClientGone)?),
            None => None,
        };
        self.to_client.send(line).await.map_err(|_| ClientGone)?;
        // Only the client can give it back.
        if let Some(permit) = permit {
            permit.forget();
        }
        Ok(())
    }
}

/// An item of a request whose `stream` is `I`: that type alone.
#[diagnostic::on_unimplemented(
    message = "this request streams `{I}`, not `{Self}`",
    label = "expected `Events<{I}>`",
    note = "what a request streams stands at its variant, as in `#[ipc(stream = {Self})]`; `NoItem` is that of a request without `stream`, which is not answered with a stream: its handler takes no `Events`"
)]
pub trait ItemOf<I>: Sized {
    /// What was given.
    #[doc(hidden)]
    fn events(events: Events<I>) -> Events<Self>;
}

#[diagnostic::do_not_recommend]
impl<I> ItemOf<I> for I {
    fn events(events: Events<I>) -> Events<Self> {
        events
    }
}

impl<M: Message, T: ItemOf<M::Item>> FromCall<M> for Events<T> {
    fn from_call(call: &Call<'_>) -> Result<Self, Refusal> {
        Events::<M::Item>::of(call).map(T::events)
    }
}

impl<T: WireType> Events<T> {
    fn of(call: &Call<'_>) -> Result<Self, Refusal> {
        let to_client = call.asked()?.events.cloned().ok_or_else(|| {
            Refusal::new(
                code::STREAM_REQUIRED,
                "this request is a stream: ask with `\"stream\":true`".into(),
            )
        })?;
        Ok(Self {
            id: call.id()?.clone(),
            to_client,
            credit: call.asked()?.credit.cloned(),
            write: |line, id, item| wire::write_event(line, id, &WireRef(item)),
        })
    }
}

/// Takes the argument `A` of a handler of `M` out of the call.
///
/// # Errors
///
/// A refusal that becomes the request's answer.
pub fn argument<M, A: FromCall<M>>(_: Of<M>, call: &Call<'_>) -> Result<A, Refusal> {
    A::from_call(call)
}

/// Takes the argument `A` of a health check out of the call.
///
/// # Errors
///
/// A refusal that becomes the check's message.
pub fn check_argument<A: FromContext>(call: &Call<'_>) -> Result<A, Refusal> {
    match call.shared(A::NEED) {
        Ok(shared) => match A::from_shared(shared) {
            Some(argument) => Ok(argument),
            None => Err(nothing_to_give(type_name::<A>())),
        },
        Err(refusal) => Err(refusal),
    }
}

fn nothing_to_give(what: &str) -> Refusal {
    Refusal::new(code::INTERNAL, format!("this server has no `{what}` to give"))
}
