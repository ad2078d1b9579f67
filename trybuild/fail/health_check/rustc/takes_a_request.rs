use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

#[health_check]
async fn ping(_: request::Ping) {}

fn main() {}
