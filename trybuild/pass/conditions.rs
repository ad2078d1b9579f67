#![deny(missing_docs, warnings)]
//! What exists only under a condition, is documented, or deprecated.

use outfitter_daemon::prelude::*;
use serde::{Deserialize, Serialize};

/// A colour.
#[derive(Serialize, Deserialize)]
pub struct Colour;

/// What may be asked.
#[ipc_protocol]
#[non_exhaustive]
pub enum Request {
    /// Always there.
    #[ipc(returns = ())]
    Paint {
        /// The colour.
        colour: Colour,
        /// Where there are none.
        #[cfg(windows)]
        other: Nowhere,
    },
    /// Not there.
    #[cfg(windows)]
    #[ipc(returns = Nowhere)]
    Missing {
        /// No such type.
        what: Nowhere,
    },
    /// Old.
    #[deprecated = "paint instead"]
    #[ipc(returns = ())]
    Old,
}

/// Documented.
#[ipc_handler]
async fn paint(_: request::Paint) {}

#[cfg(windows)]
#[ipc_handler]
async fn missing(_: request::Missing) -> Nowhere {}

#[ipc_handler]
#[allow(deprecated)]
async fn old(_: request::Old) {}

#[cfg(windows)]
#[health_check]
async fn fine(_: Nowhere) {}

/// Not there.
#[cfg(windows)]
#[ipc_protocol]
pub enum Nothing {
    #[ipc(returns = Nowhere)]
    Missing,
}

#[cfg_attr(unix, doc = "Documented where it is.")]
#[ipc_protocol]
pub enum Private {
    /// Asks.
    #[ipc(returns = ())]
    Ask,
}

fn main() {}
