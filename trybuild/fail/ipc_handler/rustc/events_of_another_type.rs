use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(stream = u32)]
    Count,
}

#[ipc_handler]
async fn count(_: request::Count, _: Events<String>) {}

fn main() {}
