use outfitter_daemon::prelude::*;

#[ipc_handler]
struct Ping;

fn main() {}
