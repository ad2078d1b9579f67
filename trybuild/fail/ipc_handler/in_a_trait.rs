use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

trait Pings {
    #[ipc_handler]
    async fn ping(_: request::Ping);
}

fn main() {}
