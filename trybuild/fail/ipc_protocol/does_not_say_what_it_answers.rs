use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    Status,
    #[ipc(retruns = ())]
    Stop,
    #[ipc(returns = u8, stream = u8)]
    Both,
}

fn main() {}
