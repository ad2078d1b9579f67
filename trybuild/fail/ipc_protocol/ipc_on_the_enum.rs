use outfitter_daemon::prelude::*;

#[ipc_protocol]
#[ipc(returns = ())]
pub enum Request {
    #[ipc(returns = ())]
    Stop,
}

fn main() {}
