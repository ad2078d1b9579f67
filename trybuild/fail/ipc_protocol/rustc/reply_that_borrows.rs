use outfitter_daemon::prelude::*;

use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub struct Status<'a>(&'a str);

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = Status)]
    Status,
}

fn main() {}
