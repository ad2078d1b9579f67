use outfitter_daemon::prelude::*;

use serde::Serialize;

#[derive(Serialize)]
pub struct Colour;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Paint { colour: Colour },
}

fn main() {}
