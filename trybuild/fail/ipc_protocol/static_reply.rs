use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = &'static str)]
    Get,
}

fn main() {}
