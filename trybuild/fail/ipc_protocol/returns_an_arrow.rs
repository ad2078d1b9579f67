use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(-> u8)]
    Status,
}

fn main() {}
