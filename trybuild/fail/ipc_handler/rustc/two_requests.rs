use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
    #[ipc(returns = ())]
    Stop,
}

#[ipc_handler]
async fn ping(_: request::Ping, _: request::Stop) {}

fn main() {}
