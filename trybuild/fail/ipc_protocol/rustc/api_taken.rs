use outfitter_daemon::prelude::*;

pub trait RequestApi {}

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u8)]
    Get,
}

fn main() {}
