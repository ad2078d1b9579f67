use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

#[daemon]
async fn ping(_: request::Ping, _: Daemon) {}

fn main() {}
