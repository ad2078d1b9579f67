#![deny(unused_must_use)]

use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(stream = u32)]
    Count,
}

#[ipc_handler]
async fn count(_: request::Count, mut events: Events<u32>) {
    events.send(1);
}

fn main() {}
