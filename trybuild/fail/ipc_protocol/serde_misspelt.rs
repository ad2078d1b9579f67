use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Stop {
        #[serde(defualt)]
        now: bool,
    },
}

fn main() {}
