use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    /// How it is.
    Status,
    #[ipc]
    Stop,
}

fn main() {}
