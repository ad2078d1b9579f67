use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Connect,
    #[ipc(returns = ())]
    Self_,
}

fn main() {}
