use outfitter_daemon::prelude::*;

use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Stop,
}

fn main() {}
