use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u8)]
    Get { key: String }
    #[ipc(returns = ())]
    Stop,
}

fn main() {}
