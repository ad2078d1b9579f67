use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request<'a> {
    #[ipc(returns = ())]
    Set { value: &'a str },
}

fn main() {}
