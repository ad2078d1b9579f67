use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

#[ipc_handler]
#[ipc_handler(timeout = "1s")]
async fn ping(_: request::Ping) {}

fn main() {}
