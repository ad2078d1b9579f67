use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
    #[ipc(returns = ())]
    Pong,
}

#[ipc_handler]
async fn ping(_: request::Ping) {}

#[daemon(protocol = Request, handlers = [ping])]
async fn main() {}
