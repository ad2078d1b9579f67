use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
    #[ipc(returns = ())]
    Stop,
    #[ipc(returns = ())]
    Reload,
}

#[ipc_handler]
async fn ping(_: request::Ping) {}

#[daemon(name = "x", handlers = [ping])]
async fn main() {}
