//! Why a call has no reply.

use std::fmt;
use std::time::Duration;

use serde_json::value::RawValue;

use super::answers::Answer;
use crate::ipc::error::ConnectionError;
use crate::ipc::message::NoError;
use crate::ipc::wire::{Payload, RemoteError, code};
use crate::ipc::wire_type::read_error;

/// Why a call failed; `E` is the request's own error.
#[derive(Debug)]
#[non_exhaustive]
pub enum CallError<E = NoError> {
    /// The handler failed: the request's own error.
    Failed(E),
    /// The daemon knows no request of this name; the message may suggest one.
    UnknownRequest {
        /// What the daemon said.
        message: String,
    },
    /// The daemon cannot read the payload; the message names the field.
    InvalidPayload {
        /// What the daemon said.
        message: String,
    },
    /// There was no answer in time; the request may have been carried out.
    Timeout {
        /// Which limit it was: this client's, or the handler's own.
        message: String,
    },
    /// The connection is gone. If nothing was `sent`, the request was not carried out.
    Disconnected {
        /// Whether the daemon may have seen the request.
        sent: bool,
    },
    /// There was no connection to send the request on.
    Connection(ConnectionError),
    /// The daemon refuses a line of this length.
    TooLarge {
        /// What the daemon said.
        message: String,
    },
    /// The daemon was still initializing when the time was up; the request was not carried out.
    Initializing,
    /// The daemon is stopping; the request was not carried out.
    ShuttingDown,
    /// The daemon has too much to do; the request was not carried out.
    Busy,
    /// The request is not for this user's processes; it was not carried out.
    Unauthorized {
        /// What the daemon said.
        message: String,
    },
    /// The handler panicked or the daemon failed in some other way.
    Internal {
        /// What the daemon said.
        message: String,
    },
    /// Any other error reply; the TypeScript package's servers send no code.
    Remote {
        /// The reply's code, if it has one.
        code: Option<String>,
        /// What the server said.
        message: String,
    },
    /// The request cannot be written as JSON; nothing was sent.
    Encode(serde_json::Error),
    /// The reply does not fit its type: the two ends disagree on the protocol.
    Decode(serde_json::Error),
}

impl<E> CallError<E> {
    /// Whether the request was certainly not carried out, so that repeating it is safe.
    pub fn is_retryable(&self) -> bool {
        matches!(
            self,
            Self::Initializing
                | Self::ShuttingDown
                | Self::Busy
                | Self::Disconnected { sent: false }
                | Self::Connection(_)
        )
    }

    /// Makes of an error reply what it means; `decode` reads the request's own error.
    pub(super) fn from_remote(error: RemoteError, decode: fn(&str) -> Result<E, serde_json::Error>) -> Self {
        let RemoteError { message, code, data } = error;
        match code.as_deref() {
            // An error without members is written as `null`, which reads as no data at all.
            Some(code::FAILED) => match decode(data.as_deref().map_or("null", RawValue::get)) {
                Ok(error) => Self::Failed(error),
                Err(_) if data.is_none() => Self::Remote { code, message },
                Err(error) => Self::Decode(error),
            },
            Some(code::UNKNOWN_REQUEST) => Self::UnknownRequest { message },
            Some(code::INVALID_PAYLOAD) => Self::InvalidPayload { message },
            Some(code::TIMEOUT) => Self::Timeout { message },
            Some(code::TOO_LARGE) => Self::TooLarge { message },
            Some(code::INITIALIZING) => Self::Initializing,
            Some(code::BUSY) => Self::Busy,
            Some(code::SHUTTING_DOWN) => Self::ShuttingDown,
            Some(code::UNAUTHORIZED) => Self::Unauthorized { message },
            Some(code::INTERNAL) => Self::Internal { message },
            _ => Self::Remote { code, message },
        }
    }
}

/// A call that has no final reply: an error reply, or none at all.
#[derive(Debug)]
pub(super) enum Failure {
    Remote(RemoteError),
    Gone { sent: bool },
    Connection(ConnectionError),
    Timeout { after: Duration },
    Encode(serde_json::Error),
}

impl RemoteError {
    /// Whether it is the handler's and not the framework's.
    pub(super) fn is_of_handler(&self) -> bool {
        matches!(self.code.as_deref(), None | Some(code::FAILED))
    }
}

impl Failure {
    /// Whether the daemon said that it is not ready yet.
    pub(super) fn is_initializing(&self) -> bool {
        matches!(self, Self::Remote(error) if error.code.as_deref() == Some(code::INITIALIZING))
    }

    /// As the error of a call whose own error is not read.
    pub(super) fn into_untyped(self) -> CallError {
        match self {
            Self::Remote(error) if error.is_of_handler() => CallError::Remote {
                code: error.code,
                message: error.message,
            },
            // Not the handler's, so there is no error to read.
            other => other.into_call_error(read_error),
        }
    }

    /// As the error of a call whose own error `decode` reads.
    pub(super) fn into_call_error<E>(self, decode: fn(&str) -> Result<E, serde_json::Error>) -> CallError<E> {
        match self {
            Self::Remote(error) => CallError::from_remote(error, decode),
            Self::Gone { sent } => CallError::Disconnected { sent },
            Self::Connection(error) => CallError::Connection(error),
            Self::Timeout { after } => CallError::Timeout {
                message: format!("the daemon did not answer within {after:?}"),
            },
            Self::Encode(error) => CallError::Encode(error),
        }
    }
}

impl Answer {
    /// The payload of a final answer.
    ///
    /// A call that is too late has waited for `within`.
    pub(super) fn into_reply(self, within: Duration) -> Result<Payload, Failure> {
        match self {
            Self::Late => Err(Failure::Timeout { after: within }),
            Self::Response(payload) | Self::Event(payload) => Ok(payload),
            Self::Error(error) => Err(Failure::Remote(error)),
            Self::Gone { sent } => Err(Failure::Gone { sent }),
        }
    }
}

impl<E: fmt::Display> fmt::Display for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(error) => error.fmt(f),
            Self::UnknownRequest { message }
            | Self::InvalidPayload { message }
            | Self::Timeout { message }
            | Self::TooLarge { message }
            | Self::Unauthorized { message }
            | Self::Internal { message }
            | Self::Remote { message, .. } => f.write_str(message),
            Self::Disconnected { sent: true } => f.write_str(
                "the connection was lost before the answer came; the request may have been carried out",
            ),
            Self::Disconnected { sent: false } => {
                f.write_str("the connection was lost before the request was sent")
            }
            Self::Connection(_) => f.write_str("cannot connect to the daemon"),
            Self::Initializing => f.write_str("the daemon is still initializing"),
            Self::Busy => f.write_str("the daemon is busy; try again later"),
            Self::ShuttingDown => f.write_str("the daemon is shutting down"),
            Self::Encode(_) => f.write_str("the request cannot be written as JSON"),
            Self::Decode(_) => f.write_str("the reply does not fit its type"),
        }
    }
}

impl<E: fmt::Display + fmt::Debug> std::error::Error for CallError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Connection(error) => Some(error),
            Self::Encode(error) | Self::Decode(error) => Some(error),
            _ => None,
        }
    }
}
