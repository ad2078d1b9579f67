use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(stream = u32)]
    Count,
}

#[ipc_handler]
async fn count(_: request::Count, events: Events) {
    let _ = events;
}

fn main() {}
