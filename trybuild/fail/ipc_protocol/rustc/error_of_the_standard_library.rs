use outfitter_daemon::prelude::*;

use std::io;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = String, error = io::Error)]
    Read { path: String },
}

#[ipc_handler]
async fn read(request: request::Read) -> Result<String, io::Error> {
    std::fs::read_to_string(request.path)
}

fn main() {}
