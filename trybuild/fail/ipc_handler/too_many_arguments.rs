use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

#[ipc_handler]
async fn ping(
    _: request::Ping,
    _: Daemon,
    _: Daemon,
    _: Daemon,
    _: Daemon,
    _: Daemon,
    _: Daemon,
    _: Daemon,
    _: Daemon,
    one_too_many: Daemon,
) {
    drop(one_too_many);
}

fn main() {}
