//! The wire in one place: what a line may say, how it is read and how it is written. No I/O.
//!
//! One JSON object per line, `{"id":…,"type":…,"payload":…}`, as the TypeScript package has it. What goes
//! beyond that package is only sent to who asked for it with a further member of the request.

mod fast;
mod further;
#[cfg(feature = "daemon")]
mod id;
mod json;
mod payload;
#[cfg(feature = "daemon")]
mod quick;
mod reply;
mod request;

pub(crate) use further::{CREDIT, write_cancel, write_more};
#[cfg(feature = "daemon")]
pub(crate) use further::{Further, read_further};
#[cfg(feature = "daemon")]
pub(crate) use id::{Id, id_of_prefix};
pub(crate) use json::ToJson;
pub(crate) use payload::Payload;
#[cfg(feature = "daemon")]
pub(crate) use quick::read_quickly;
#[cfg(feature = "http")]
pub(crate) use reply::error_code;
pub(crate) use reply::{RemoteError, ReplyLine, read_reply, read_turned_away};
#[cfg(feature = "daemon")]
pub(crate) use reply::{write_error, write_event, write_response};
#[cfg(feature = "daemon")]
pub(crate) use request::{RequestLine, read_request};
pub(crate) use request::{Wants, write_request};

/// Whether a line that is JSON is an object: a struct can also be read from an array, which is no line of ours.
#[cfg(feature = "daemon")]
fn may_be_object(line: &[u8]) -> bool {
    line.trim_ascii_start().first() == Some(&b'{')
}

/// The codes of error replies that come from the framework, not from a handler.
///
/// They stand in `payload.code`; a peer that only knows `payload.message` can ignore them.
pub mod code {
    /// The handler failed; `data` is its own error.
    pub const FAILED: &str = "failed";
    /// No request has this name.
    pub const UNKNOWN_REQUEST: &str = "unknown_request";
    /// The payload does not fit the request.
    pub const INVALID_PAYLOAD: &str = "invalid_payload";
    /// The line is not a request.
    pub const MALFORMED: &str = "malformed";
    /// The line is longer than the daemon takes.
    pub const TOO_LARGE: &str = "too_large";
    /// The handler took longer than it may.
    pub const TIMEOUT: &str = "timeout";
    /// The handler panicked, or its reply could not be written as JSON.
    pub const INTERNAL: &str = "internal";
    /// Too much is going on already; nothing was done: safe to repeat.
    pub const BUSY: &str = "busy";
    /// The request is not for processes of the client's user.
    pub const UNAUTHORIZED: &str = "unauthorized";
    /// The client has said that it does not want the answer any more.
    pub const CANCELLED: &str = "cancelled";
    /// The daemon is still starting: safe to repeat.
    pub const INITIALIZING: &str = "initializing";
    /// The daemon is stopping; nothing was done.
    pub const SHUTTING_DOWN: &str = "shutting_down";
    /// The request is a stream, and `"stream": true` is missing.
    pub const STREAM_REQUIRED: &str = "stream_required";
}
