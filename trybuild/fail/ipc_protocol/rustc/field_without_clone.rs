use outfitter_daemon::prelude::*;

use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub struct Colour;

#[ipc_protocol]
#[derive(Clone, Debug)]
pub enum Request {
    #[ipc(returns = ())]
    Paint { colour: Colour },
}

fn main() {}
