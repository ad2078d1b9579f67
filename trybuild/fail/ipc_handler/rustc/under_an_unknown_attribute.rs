use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

#[instrument]
#[ipc_handler(timeout = "1s")]
async fn ping(_: request::Ping) {}

#[ipc(oneway)]
#[health_check]
async fn disk() {}

fn main() {}
