use outfitter_daemon::prelude::*;
use serde::{Deserialize, Serialize};

#[ipc_protocol]
pub enum Command {
    Get { key: String },
    Clear,
}

#[derive(Serialize, Deserialize)]
pub struct Response;

#[ipc_handler]
async fn command(_: Command) -> Response {
    Response
}

#[daemon]
async fn main() {}
