use outfitter_daemon::prelude::*;

pub struct RequestClient;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u8)]
    Get,
}

fn main() {}
