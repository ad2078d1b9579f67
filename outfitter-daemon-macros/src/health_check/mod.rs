//! `#[health_check]`: a function says whether something that the daemon depends on works.
//!
//! The function stays as it is and can be called as before. A check is put beside it, which the registry finds:
//!
//! ```text
//! #[health_check(timeout = "1s")]
//! async fn database(State(app): State<App>) -> Result<(), sqlx::Error> { .. }
//!
//! becomes
//!
//! #[allow(clippy::unused_async, reason = "..")]
//! async fn database(State(app): State<App>) -> Result<(), sqlx::Error> { .. }
//! trait __database { fn register() { // in which `submit!` calls `::outfitter_daemon::__private` by the name `__daemon`
//!     ::outfitter_daemon::__private::submit!(__daemon::Check::new("database", ::outfitter_daemon::__private::here!("database"), |__call| {
//!         let __argument_1 = __daemon::check_argument(&__call);
//!         __call.verdict(async move {
//!             __daemon::verdict(database(__argument_1?).await)
//!         })
//!     }).timeout_ms(1000));
//! } }
//! ```

mod expand;
mod model;
mod parse;

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
