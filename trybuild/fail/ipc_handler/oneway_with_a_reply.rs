use outfitter_daemon::prelude::*;

#[ipc_protocol]
enum Request {
    #[ipc(oneway)]
    Log,
}

#[ipc_handler]
async fn log(_: request::Log) -> u8 {
    0
}

fn main() {}
