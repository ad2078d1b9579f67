//! `#[ipc_protocol]`: an enum names what clients may ask.
//!
//! The enum stays, with serde's traits. From each variant a struct is made, which is what a handler takes and
//! what knows its own reply, and a method of the client:
//!
//! ```text
//! #[ipc_protocol]
//! pub enum Request {
//!     /// Adds two numbers.
//!     #[ipc(returns = i64, error = Overflow)]
//!     Add { a: i64, b: i64 },
//! }
//!
//! becomes (`private` is `::outfitter_daemon::__private`)
//!
//! #[derive(private::serde::Serialize, private::serde::Deserialize)]
//! #[serde(crate = "private::serde", tag = "type", rename_all = "snake_case")]
//! pub enum Request {
//!     /// Adds two numbers.
//!     Add { a: i64, b: i64 },
//! }
//! impl private::Protocol for Request {
//!     const NAME: &'static str = concat!(module_path!(), "::", "Request");
//!     const REQUESTS: &'static [private::RequestInfo] = &[
//!         private::RequestInfo::returns("add", "Adds two numbers."),
//!     ];
//! }
//! pub mod request {
//!     use super::*;
//!     /// Adds two numbers.
//!     #[derive(private::serde::Serialize, private::serde::Deserialize)]
//!     #[serde(crate = "private::serde", tag = "type", rename = "add")]
//!     pub struct Add { pub a: i64, pub b: i64 }
//! }
//! impl private::Message for request::Add {
//!     type Protocol = Request;
//!     type Reply = i64;
//!     type Item = private::NoItem;
//!     type Error = Overflow;
//!     const REQUESTS: &'static [private::RequestInfo] =
//!         &[private::RequestInfo::returns("add", "Adds two numbers.")];
//! }
//! impl From<request::Add> for Request {
//!     fn from(request::Add { a, b }: request::Add) -> Self { Self::Add { a, b } }
//! }
//! pub struct RequestClient(private::Client<Request>);
//! impl RequestClient {
//!     pub async fn connect(name: impl AsRef<str>) -> Result<Self, private::ConnectionError> { .. }
//!     ..
//!     /// Adds two numbers.
//!     pub fn add(&self, a: i64, b: i64) -> private::PendingCall<request::Add> {
//!         private::AsClient::as_client(self).call(request::Add { a, b })
//!     }
//! }
//! impl private::AsClient<Request> for RequestClient { .. }
//! pub trait RequestApi: private::AsClient<Request> {
//!     /// Adds two numbers.
//!     fn add(&self, a: i64, b: i64) -> private::PendingCall<request::Add> {
//!         private::AsClient::as_client(self).call(request::Add { a, b })
//!     }
//! }
//! impl<T: private::AsClient<Request>> RequestApi for T {}
//! ```
//!
//! With `#[ipc_protocol(schema)]` the structs stand in a macro of the runtime's, which has them derive `JsonSchema` if
//! its feature `schema` is on, and the protocol calls another that lists the types.
//!
//! Implementations stand outside the module: inside it, the structs hide types of the user's that have the same
//! names. serde cannot read a unit struct from an object, so the runtime has a macro for those.

mod asked;
mod client;
mod derived;
mod expand;
mod fallback;
mod field;
mod message;
mod model;
mod module;
mod parse;
mod repair;
mod reply;
mod request;
mod serde;
mod serde_case;
mod serde_field;

use crate::pipeline::Attribute;

pub(crate) use parse::{KEYS, REQUEST_KEYS};

pub(crate) const ATTRIBUTE: Attribute<parse::Ast, model::Model> = Attribute {
    parse: parse::parse,
    check: model::check,
    expand: expand::expand,
    fallback: fallback::fallback,
};

#[cfg(test)]
mod tests;
