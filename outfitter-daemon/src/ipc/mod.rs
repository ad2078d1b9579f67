//! Talking over the local socket: protocol, server and client.
//!
//! One JSON object per line, `{"id":…,"type":"request","payload":{"type":"add","a":2,"b":3}}`, answered by
//! `{"id":…,"type":"response","payload":5}` or `{"id":…,"type":"error","payload":{"message":…,"code":…}}`,
//! in whatever order the answers are ready. `payload.type` names the request. The wire is that of the
//! TypeScript package `@outfitter/daemon`.

mod chunk;
mod client;
mod error;
mod frame;
#[cfg(test)]
mod frame_properties;
mod limits;
mod message;
#[cfg(feature = "daemon")]
mod refusal;
#[cfg(feature = "daemon")]
mod server;
mod transport;
mod wire;

pub use client::{
    BlockingClient, Call as PendingCall, CallError, Client, IpcClient, PendingStream, Streaming,
};
pub use error::ConnectionError;
pub use limits::Limits;
pub use message::{Message, NoError, NoItem, Protocol, RequestInfo, RequestKind};
#[doc(hidden)]
pub use message::{deserialize_unit, serialize_unit};
#[cfg(feature = "daemon")]
pub use refusal::Refusal;
#[cfg(feature = "daemon")]
pub use server::{
    Answer, Call, CallContext, ClientGone, Events, Fallible, FromCall, FromContext, IntoReply, IpcServer,
    Need, Plain, Router, State, argument, check_argument, message as read_message, reply,
};
#[cfg(feature = "daemon")]
pub(crate) use server::{RESERVED, SELF_CHECK, Shared, SocketFileHandle};
pub use transport::{BindError, Peer};
pub use wire::code;
