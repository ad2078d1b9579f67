use std::collections::HashMap;

use outfitter_daemon::prelude::*;

pub enum Level {
    Info,
}

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Note { levels: HashMap<String, Vec<Level>> },
    #[ipc(returns = ())]
    Pair { pair: (u8, Option<Level>) },
}

fn main() {}
