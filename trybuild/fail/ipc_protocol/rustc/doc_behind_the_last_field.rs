use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(oneway)]
    Note { text: String, /** What it is about. */ },
}

#[ipc_handler]
async fn note(_: request::Note) {}

fn main() {}
