use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

#[ipc_handler]
#[health_check]
async fn ping(_: request::Ping) {}

fn main() {}
