use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[serde(skip)]
    #[ipc(returns = ())]
    Stop,
}

fn main() {}
