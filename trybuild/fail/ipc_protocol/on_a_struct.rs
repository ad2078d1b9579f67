use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub struct Request {
    a: i64,
}

fn main() {}
