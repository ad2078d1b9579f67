use outfitter_daemon::prelude::*;

#[ipc_protocol]
enum Request {
    #[ipc(stream = u8)]
    Tail,
}

#[ipc_handler(blocking)]
fn tail(_: request::Tail, _: Events<u8>) {}

fn main() {}
