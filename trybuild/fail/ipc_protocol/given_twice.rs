use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u8, returns = u16)]
    Get,
}

fn main() {}
