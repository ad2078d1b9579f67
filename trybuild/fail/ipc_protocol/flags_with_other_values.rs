use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u8, idempotent = yes)]
    Get,
    #[ipc(oneway = bool::TRUE)]
    Note,
}

fn main() {}
