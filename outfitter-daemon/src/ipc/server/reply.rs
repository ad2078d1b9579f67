//! What a handler may return for a request.

use std::convert::Infallible;

use std::fmt::Display;

use serde::ser::{Serialize, Serializer};

use crate::ipc::message::{AnyError, Message};
use crate::ipc::refusal::Refusal;
use crate::ipc::wire_type::{Failed, WireType};

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
    note = "what a request is answered with stands at its variant: `#[ipc(returns = T, error = E)]`; without `error` it cannot fail, which is what `NoError` says"
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

impl<E: Display> IntoReply<(), AnyError, Logged> for Result<(), E> {
    fn into_reply(self) -> Result<(), AnyError> {
        self.map_err(|error| AnyError(error.to_string()))
    }
}

impl<T, E> IntoReply<T, E, Plain> for T {
    fn into_reply(self) -> Result<T, E> {
        Ok(self)
    }
}

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

/// Makes of a handler's result the reply to its request, or the refusal that carries its error.
///
/// # Errors
///
/// A refusal with the code `failed`.
pub fn reply<M: Message, O: IntoReply<M::Reply, M::Error, Kind>, Kind>(
    result: O,
) -> Result<Reply<M>, Refusal> {
    let refuse = |error| Refusal::failed(&Failed(error));
    result.into_reply().map(Reply).map_err(refuse)
}
