use outfitter_daemon::prelude::*;

#[ipc_handler]
async fn status(_: String) {}

fn main() {}
