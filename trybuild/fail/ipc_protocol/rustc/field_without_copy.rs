use outfitter_daemon::prelude::*;

use serde::{Deserialize, Serialize};

#[derive(Clone, Serialize, Deserialize)]
pub struct Colour;

#[ipc_protocol]
#[derive(Clone, Copy)]
pub enum Request {
    #[ipc(returns = ())]
    Paint { colour: Colour },
}

fn main() {}
