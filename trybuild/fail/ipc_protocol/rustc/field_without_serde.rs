use outfitter_daemon::prelude::*;

pub struct Colour;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Paint { colour: Colour },
}

fn main() {}
