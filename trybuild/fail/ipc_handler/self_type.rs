use outfitter_daemon::prelude::*;

#[ipc_handler]
async fn ping(_: Self) -> Self {}

fn main() {}
