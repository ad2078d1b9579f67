use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

#[ipc_handler]
async fn ping(daemon: Daemon, _: request::Ping) {
    let _ = daemon.name();
}

fn main() {}
