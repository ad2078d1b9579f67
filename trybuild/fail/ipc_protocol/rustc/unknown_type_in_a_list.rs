use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Paint { colours: Vec<Colour> },
}

fn main() {}
