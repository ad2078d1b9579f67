//! Talking over the local socket: protocol, server and client.
//!
//! One JSON object per line, `{"id":…,"type":"request","payload":{"type":"add","a":2,"b":3}}`, answered by
//! `{"id":…,"type":"response","payload":5}` or `{"id":…,"type":"error","payload":{"message":…,"code":…}}`,
//! in whatever order the answers are ready. `payload.type` names the request. The wire is that of the
//! TypeScript package `@outfitter/daemon`.
//!
//! # Answers
//!
//! Every line that a client ends gets exactly one final answer, a `response` or an `error`, whatever is wrong
//! with it; `id` is echoed as it came, and is `null` where it cannot be read. Blank lines and lines that take
//! a request back are not answered. What is said beyond that is only said to who asked for it with a further
//! member of the request, which a server that does not know it ignores:
//!
//! | member | meaning |
//! | --- | --- |
//! | `"stream": true` | items may come before the final answer, as `{"id":…,"type":"event","payload":…}` |
//! | `"credit": 256` beside it | no more items than that come before `{"id":…,"type":"more","count":128}` asks for further ones; that line has no answer |
//! | `"oneway": true` | no answer at all, whatever happens; what goes wrong is logged, and counted in `daemon.status` |
//! | `"timeout_ms": 2000` | the server gives up when the client does, with the code `timeout` |
//!
//! `{"id":…,"type":"cancel"}` takes a request back, as our client does for a call or a stream that is dropped:
//! its handler is dropped too, at the `.await` where it is. The request is still answered, with the code
//! `cancelled` or, if it came too late, as it would have been; the line itself is not. For a request that is not
//! in flight it means nothing, as to a server that does not know the line.
//!
//! A request that is `oneway` cannot be taken back. Once it has been read and begun it is carried out even if its client
//! goes away. An answer from a server that does not know the member is ignored by our client, which waits for none.
//!
//! # Limits
//!
//! [`Limits`] says what a client may cost. One that asks for more than it may have in flight is not read for as
//! long, one that does not read its answers is not served, and neither delays another connection. With the
//! `id` null, `busy` is the only line to a client that is turned away for want of room, none of whose requests
//! were read; and `timeout` is the last but for what is in flight to one whose line did not end.
//!
//! Handlers share the threads of the runtime. One that computes or blocks without an `.await` keeps one of them
//! from everything else, and as many as there are threads keep the whole daemon: such a handler is to be `blocking`, or
//! to do such work in `tokio::task::spawn_blocking`.
//!
//! A [`Policy`] (the arguments of `#[ipc_handler]`) limits a single handler: how many requests it is at work on, in
//! what order, for how long, and for whom.

pub(crate) mod chunk;
mod client;
mod client_gone;
mod derived;
mod error;
#[cfg(test)]
mod error_tests;
pub(crate) mod frame;
#[cfg(test)]
mod frame_properties;
#[cfg(all(test, feature = "daemon"))]
mod fuzz;
mod limits;
mod message;
#[cfg(feature = "daemon")]
mod refusal;
mod schema;
#[cfg(feature = "daemon")]
mod server;
pub(crate) mod transport;
mod wire;
mod wire_type;

#[cfg(feature = "control")]
pub use client::Refused;
pub use client::{
    AsClient, BlockingClient, Call as PendingCall, CallError, Client, IpcClient, PendingOneway,
    PendingStream, Streaming,
};
pub(crate) use client::{Probe, Says};
#[cfg(feature = "control")]
pub(crate) use client::{RawFailure, RawStream};
pub use client_gone::ClientGone;
#[doc(hidden)]
pub use derived::{Asked, Compared, Copied, Written, write_field};
pub use error::ConnectionError;
pub use limits::Limits;
pub use message::{AnyError, Message, NoError, NoItem, Protocol, RequestInfo, RequestKind, RequestOf};
#[doc(hidden)]
pub use message::{deserialize_unit, serialize_unit};
#[cfg(feature = "daemon")]
pub use refusal::Refusal;
pub use schema::RequestSchema;
#[doc(hidden)]
pub use schema::with_schemas;
#[cfg(feature = "schema")]
#[doc(hidden)]
pub use schema::{answer_schema, payload_schema, unit_schema_of};
#[cfg(all(feature = "daemon", feature = "testing"))]
pub(crate) use server::Connections;
#[cfg(feature = "http")]
pub(crate) use server::ServerMeter;
#[cfg(feature = "daemon")]
#[doc(hidden)]
pub use server::bench;
#[cfg(feature = "daemon")]
pub use server::{
    Allow, Answer, Call, CallContext, Events, Fallible, FromCall, FromContext, Handled, IntoReply, IpcServer,
    IsState, Logged, Need, Plain, Policy, Router, State, argument, check_argument, message as read_message,
    message_answered_once, reply, reply_once, state,
};
#[cfg(feature = "daemon")]
pub(crate) use server::{Handler, RESERVED, SELF_CHECK, Shared, SocketFileHandle};
pub(crate) use transport::block_on;
#[cfg(feature = "daemon")]
pub(crate) use transport::block_on_in;
pub use transport::{BindError, Peer};
pub use wire::code;
#[doc(hidden)]
pub use wire_type::{Same, wire_type};
pub use wire_type::{WireError, WireType};
