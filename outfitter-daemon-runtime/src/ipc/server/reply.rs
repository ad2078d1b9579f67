//! What a handler may return for a request.

use std::convert::Infallible;
use std::fmt::Display;

use serde_core::ser::{Serialize, Serializer};

use super::answer::Answer;
use super::call::{Call, NoStream};
use crate::ipc::message::{AnyError, Message, Protocol};
use crate::ipc::refusal::Refusal;
use crate::ipc::wire_type::{Failed, WireError, WireType};
use crate::registry::Of;

/// Marks results that are the reply itself.
#[derive(Debug)]
pub struct Plain(Infallible);

/// Marks results that are a reply or an error.
#[derive(Debug)]
pub struct Fallible(Infallible);

/// A type that a handler may return whose request is answered with `T` or fails with `E`.
///
/// `Kind` tells the two impls apart, also where `T` is a `Result` itself; it is always inferred.
#[diagnostic::on_unimplemented(
    message = "this handler must return `{T}` or `Result<{T}, {E}>`, found `{Self}`",
    label = "expected `{T}` or `Result<{T}, {E}>`",
    note = "what a request is answered with stands at its variant: `#[ipc(returns = T, error = E)]`; without `error` it cannot fail, which is what `NoError` says; a `oneway` request has no answer, which is what `AnyError` says: its handler returns nothing, or `Result<(), E>` with any error"
)]
pub trait IntoReply<T, E, Kind> {
    /// As a result.
    ///
    /// # Errors
    ///
    /// The handler's own.
    fn into_reply(self) -> Result<T, E>;
}

/// Marks results of handlers whose errors are only logged.
#[derive(Debug)]
pub struct Logged(Infallible);

#[diagnostic::do_not_recommend]
impl<E: Display> IntoReply<(), AnyError, Logged> for Result<(), E> {
    fn into_reply(self) -> Result<(), AnyError> {
        self.map_err(|error| AnyError(error.to_string()))
    }
}

#[diagnostic::do_not_recommend]
impl<T, E> IntoReply<T, E, Plain> for T {
    fn into_reply(self) -> Result<T, E> {
        Ok(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T, E> IntoReply<T, E, Fallible> for Result<T, E> {
    fn into_reply(self) -> Result<T, E> {
        self
    }
}

/// The reply to a request. What can be written is the request's to say, so that it is not asked of the reply again.
#[derive(Debug)]
pub struct Reply<M: Message>(M::Reply);

impl<M: Message> Serialize for Reply<M> {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.write_wire(to)
    }
}

/// What handlers are and give, by way of their request's protocol: where that is an error that has been reported,
/// nothing is said of its handlers.
pub trait Handled {
    /// As all handlers.
    type Handler;
    /// What the handler of `M` gives.
    type Reply<M: Message>;
}

impl<P: Protocol> Handled for P {
    type Handler = fn(Call<'_>) -> Answer;
    type Reply<M: Message> = Reply<M>;
}

type ReplyTo<M> = <<M as Message>::Protocol as Handled>::Reply<M>;

/// Makes of a handler's result the reply to its request, or the refusal that carries its error.
///
/// # Errors
///
/// A refusal with the code `failed`.
pub fn reply<M: Message, O: IntoReply<M::Reply, M::Error, Kind>, Kind>(
    _: Of<M>,
    result: O,
) -> Result<ReplyTo<M>, Refusal> {
    match result.into_reply() {
        Ok(reply) => Ok(Reply(reply)),
        Err(error) => Err(failed(error)),
    }
}

/// As [`reply`], for a handler that takes no `Events`.
///
/// Of one that would need them nothing is asked here: it has been said already what it lacks.
///
/// # Errors
///
/// A refusal with the code `failed`.
pub fn reply_once<
    M: Message<Item: NoStream>,
    O: IntoReply<<M::Item as NoStream>::Once<M::Reply>, M::Error, Kind>,
    Kind,
>(
    _: Of<M>,
    result: O,
) -> Result<ReplyTo<M>, Refusal> {
    match result.into_reply() {
        Ok(reply) => Ok(Reply(<M::Item as NoStream>::once(reply))),
        Err(error) => Err(failed(error)),
    }
}

fn failed<E: WireError>(error: E) -> Refusal {
    Refusal::failed(&Failed(error))
}
