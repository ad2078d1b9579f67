use outfitter_daemon::prelude::*;

use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Colour;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = Colour)]
    Paint { colour: Colour },
}

fn main() {}
