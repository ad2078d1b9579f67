use outfitter_daemon::prelude::*;

use std::error::Error;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = String, error = Box<dyn Error>)]
    Read { path: String },
}

fn main() {}
