use outfitter_daemon::prelude::*;

#[ipc_protocol]
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Stop,
}

fn main() {}
