use outfitter_daemon::prelude::*;

mod request {}

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u8)]
    Get,
}

fn main() {}
