use outfitter_daemon::prelude::*;

#[ipc_handler]
async fn ping() {}

fn main() {}
