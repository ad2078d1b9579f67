use outfitter_daemon::prelude::*;

#[ipc_protocol]
enum Request {
    #[ipc(stream = u8)]
    Tail,
}

#[ipc_handler(cancel = "never")]
async fn tail(_: request::Tail, _: Events<u8>) {}

fn main() {}
