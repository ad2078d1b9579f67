use outfitter_daemon::prelude::*;

use serde::Deserialize;

#[derive(Deserialize)]
pub struct Status;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = Status)]
    Status,
}

#[ipc_handler]
async fn status(_: request::Status) -> Status {
    Status
}

fn main() {}
