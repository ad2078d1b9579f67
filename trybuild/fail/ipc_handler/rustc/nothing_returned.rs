use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u32)]
    Count,
}

#[ipc_handler]
async fn count(_: request::Count) {}

fn main() {}
