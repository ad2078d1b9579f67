use outfitter_daemon::prelude::*;

#[ipc_handler]
async fn get<'a>(_: &'a str) {}

fn main() {}
