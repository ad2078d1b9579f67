use outfitter_daemon::prelude::*;

use serde::{Deserialize, Serialize};

#[ipc_protocol]
#[derive(Debug, Serialize, Deserialize)]
pub enum Request {
    #[ipc(returns = ())]
    Stop,
}

fn main() {}
