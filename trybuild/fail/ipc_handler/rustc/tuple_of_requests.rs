use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

#[ipc_handler]
async fn ping((_, daemon): (request::Ping, Daemon)) {
    drop(daemon);
}

fn main() {}
