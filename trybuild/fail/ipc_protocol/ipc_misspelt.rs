use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[icp(oneway)]
    Note { text: String },
    #[IPC(returns = u8)]
    Get,
}

fn main() {}
