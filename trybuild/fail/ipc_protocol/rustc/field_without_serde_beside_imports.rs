//! As in most programs: serde's traits are in scope, for types of the user's own.

use outfitter_daemon::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub struct Stock {
    pub left: u64,
}

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = Stock)]
    Take { count: u64, at: std::time::Instant },
    #[ipc(returns = Stock)]
    Stock { of: Stock },
}

#[ipc_handler]
async fn take(request: request::Take) -> Stock {
    Stock { left: request.count }
}

#[ipc_handler]
async fn stock(request: request::Stock) -> Stock {
    request.of
}

fn main() {}
