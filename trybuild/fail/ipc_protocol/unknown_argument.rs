use outfitter_daemon::prelude::*;

#[ipc_protocol(version = 3)]
pub enum Request {
    #[ipc(retruns = u8, timeout = "1s")]
    Get,
}

fn main() {}
