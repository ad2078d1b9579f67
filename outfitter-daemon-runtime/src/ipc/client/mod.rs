//! The client: untyped as the TypeScript package has it, and typed over a protocol.

mod answers;
mod as_client;
mod asking;
mod blocking;
mod call;
mod conversation;
mod error;
mod exchange;
mod link;
mod oneway;
mod opening;
mod probe;
#[cfg(feature = "control")]
mod raw;
mod stream;
mod timed;
#[cfg(test)]
#[cfg(unix)]
mod timed_tests_unix;
mod typed;
mod untyped;

pub use as_client::AsClient;
pub use blocking::BlockingClient;
pub use call::Call;
pub use error::CallError;
pub use oneway::PendingOneway;
pub(crate) use probe::{Probe, Says};
#[cfg(feature = "control")]
pub use raw::Refused;
#[cfg(feature = "control")]
pub(crate) use raw::{RawFailure, RawStream};
pub use stream::{PendingStream, Streaming};
pub use typed::Client;
pub use untyped::IpcClient;
