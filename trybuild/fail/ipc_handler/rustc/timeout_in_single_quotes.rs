use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

#[ipc_handler(timeout = '2s')]
async fn ping(_: request::Ping) {}

fn main() {}
