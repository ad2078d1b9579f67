use outfitter_daemon::prelude::*;

#[ipc_handler]
async fn get<T>(_: T) where T: Send {}

fn main() {}
