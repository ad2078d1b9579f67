use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Stop,
    #[serde(rename = "stop")]
    #[ipc(returns = ())]
    Halt,
}

fn main() {}
