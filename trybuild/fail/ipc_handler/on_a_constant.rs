use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

#[ipc_handler]
const PING: fn(request::Ping) = |_| {};

fn main() {}
