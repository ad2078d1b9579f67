use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(stream = u32)]
    Count,
}

#[ipc_handler]
async fn count(_: request::Count, events: Events<u32>) {
    let _ = events.send(1).await;
}

fn main() {}
