use std::collections::HashMap;

use outfitter_daemon::prelude::*;

#[derive(serde::Serialize, serde::Deserialize)]
pub enum Level {
    Info,
}

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Note { levels: HashMap<Level, u8> },
}

fn main() {}
