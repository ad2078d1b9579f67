use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(error = String)]
    Stop,
}

fn main() {}
