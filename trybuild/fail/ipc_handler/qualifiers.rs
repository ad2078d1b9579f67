use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

#[ipc_handler]
async unsafe fn ping(_: request::Ping) {}

#[ipc_handler]
const extern "C" fn pong(_: request::Ping) {}

fn main() {}
