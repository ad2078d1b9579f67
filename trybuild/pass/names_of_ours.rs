#![deny(warnings, missing_docs)]
//! Types that are called as those of our traits.

use outfitter_daemon::prelude::*;
use serde::{Deserialize, Serialize};

/// One of many.
#[derive(Serialize, Deserialize)]
pub struct Item(pub u64);

/// What went wrong.
#[derive(Debug, Serialize, Deserialize, thiserror::Error)]
#[error("wrong")]
pub struct Error;

/// Names.
#[ipc_protocol]
pub enum Request {
    /// All of them.
    #[ipc(returns = Vec<Item>, error = Error)]
    All,
    /// One after the other.
    #[ipc(stream = Item, error = Error)]
    #[allow(missing_docs)]
    Each { like: Option<Item>, r#move: Item },
}

#[ipc_handler]
async fn all(_: request::All) -> Result<Vec<Item>, Error> {
    Err(Error)
}

#[ipc_handler]
async fn each(request: request::Each, mut items: Events<Item>) -> Result<(), Error> {
    items.send(request.like.unwrap_or(request.r#move)).await.map_err(|_| Error)
}

fn main() {
    #[ipc_protocol]
    enum Local {
        #[ipc(returns = Item, error = Error)]
        Get { number: u64 },
    }
    assert!(matches!(Local::from(local::Get { number: 1 }), Local::Get { number: 1 }));
}
