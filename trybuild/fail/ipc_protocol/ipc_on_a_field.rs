use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Stop {
        #[ipc(default)]
        now: bool,
    },
}

fn main() {}
