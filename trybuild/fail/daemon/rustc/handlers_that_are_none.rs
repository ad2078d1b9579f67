use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

#[ipc_handler]
async fn ping(_: request::Ping) {}

async fn helper(number: u8) -> u8 {
    number
}

#[daemon(name = "x", handlers = [ping, helper])]
async fn main() {}
