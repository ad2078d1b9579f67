//! `#[daemon]`: `async fn main` becomes the initialisation of a daemon.
//!
//! The function stays as it is, inside a `main` that runs it:
//!
//! ```text
//! #[daemon(name = "my-service", shutdown_timeout = "10s", protocol = Request, link = [handlers])]
//! async fn main(daemon: Daemon) -> Result<App, AppError> { .. }
//!
//! becomes
//!
//! fn main() -> ::std::process::ExitCode {
//!     use ::outfitter_daemon::__private as __daemon;
//!     use handlers as _;
//!     #[allow(clippy::unused_async, reason = "..")]
//!     async fn main(daemon: Daemon) -> Result<App, AppError> { .. }
//!     __daemon::run::<Result<App, AppError>, _, _>(
//!         __daemon::Program::new("my-service")
//!             .version(::core::env!("CARGO_PKG_VERSION"))
//!             .shutdown_timeout_ms(10000)
//!             .protocol::<Request>(),
//!         |__handle| main(__handle),
//!     )
//! }
//! ```
//!
//! The result is named as a type parameter, with its own place: a result that cannot be a daemon's is reported
//! there.

mod expand;
mod limits;
mod model;
mod parse;

use crate::pipeline::Attribute;

pub(crate) use parse::KEYS;

pub(crate) const ATTRIBUTE: Attribute<parse::Ast, model::Model> = Attribute {
    parse: parse::parse,
    check: model::check,
    expand: expand::expand,
    fallback: expand::fallback,
};

#[cfg(test)]
mod tests;
