use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(reply = u8, err = String)]
    Get,
}

fn main() {}
