use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Count,
}

#[ipc_handler]
async fn count(_: request::Count, name: String) {
    drop(name);
}

fn main() {}
