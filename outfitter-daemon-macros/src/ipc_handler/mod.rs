//! `#[ipc_handler]`: a function answers one request of a protocol.
//!
//! The function stays as it is and can be called as before. A route is put beside it, which the registry finds:
//!
//! ```text
//! #[ipc_handler(timeout = "2s")]
//! async fn add(request::Add { a, b }: request::Add, State(app): State<App>) -> Result<i64, Overflow> { .. }
//!
//! becomes
//!
//! #[allow(clippy::unused_async, reason = "..")]
//! async fn add(request::Add { a, b }: request::Add, State(app): State<App>) -> Result<i64, Overflow> { .. }
//! trait __add { fn register() { // in which `submit!` calls `::outfitter_daemon::__private` by the name `__daemon`
//!     ::outfitter_daemon::__private::submit!(__daemon::Route::new(__daemon::request_of(add), ::outfitter_daemon::__private::here!("add"), |__call| {
//!         let __message = __daemon::message_answered_once(__daemon::request_of(add), &__call);
//!         let __argument_1 = __daemon::argument(__daemon::request_of(add), &__call);
//!         __call.answer(async move {
//!             __daemon::reply_once(__daemon::request_of(add), add(__message?, __argument_1?).await)
//!         })
//!     }).timeout_ms(2000));
//! } }
//! ```
//!
//! No type is written a second time: one that the compiler does not know would be a second error. They are those of the
//! function itself. Each is asked about in one call of its own, which stands where the user wrote that type: one that
//! does not fit is reported there, once, in the runtime's words.

mod expand;
mod model;
mod parse;
mod policy;

use crate::pipeline::Attribute;
use crate::shared::function::fallback;
use crate::shared::registered::Ast;

pub(crate) use parse::KEYS;

pub(crate) const ATTRIBUTE: Attribute<Ast, model::Model> = Attribute {
    parse: parse::parse,
    check: model::check,
    expand: expand::expand,
    fallback,
};

#[cfg(test)]
mod tests;
