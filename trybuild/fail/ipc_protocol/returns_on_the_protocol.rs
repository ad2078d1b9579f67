use outfitter_daemon::prelude::*;

#[ipc_protocol(returns = u8)]
pub enum Request {
    Stop,
}

fn main() {}
