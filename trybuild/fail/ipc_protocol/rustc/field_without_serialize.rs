use outfitter_daemon::prelude::*;

use serde::Deserialize;

#[derive(Deserialize)]
pub struct Colour;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Paint { colour: Option<Colour> },
}

fn main() {}
