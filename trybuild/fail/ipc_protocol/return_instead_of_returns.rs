use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(return = u8)]
    Get,
}

fn main() {}
