use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

#[ipc_handler(time_out = "1s", name = "ping")]
async fn ping(_: request::Ping) {}

fn main() {}
