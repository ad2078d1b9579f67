//! Handlers and checks that attributes registered: collected, checked, and put into a router.
//!
//! `inventory` gives them in no particular order, so everything here is sorted.

mod entry;
mod error;
mod listed;
mod takes;
mod verify;

pub(crate) use entry::ProtocolInfo;
pub use entry::{Check, Place, Route};
pub use error::{RegistryError, RouteProblem};
#[doc(hidden)]
pub use listed::{Handler as ListedHandler, Listed, listed, listed_all, listed_once, lists};
#[doc(hidden)]
pub use takes::{Of, request_of, unread};
pub(crate) use verify::{RequiredProtocol, Scope, collect};
