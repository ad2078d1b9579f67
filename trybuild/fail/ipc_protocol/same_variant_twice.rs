use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Stop,
    #[ipc(returns = u8)]
    Stop,
}

fn main() {}
