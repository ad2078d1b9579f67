use outfitter_daemon::prelude::*;

use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub enum Response {
    Pong,
}

#[ipc_protocol(response = Response)]
pub enum Request {
    #[ipc(returns = u8)]
    Ping,
}

fn main() {}
