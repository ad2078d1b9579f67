use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

#[ipc_handler]
#[tokio::main]
async fn ping(_: request::Ping) {}

fn main() {}
