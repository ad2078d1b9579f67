use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

#[ipc_handler(blokcing)]
fn ping(_: request::Ping) {}

fn main() {}
