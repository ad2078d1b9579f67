use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u32)]
    Count,
}

#[ipc_handler]
async fn count(_: request::Count, mut events: Events<u32>) -> u32 {
    let _ = events.send(1).await;
    1
}

fn main() {}
