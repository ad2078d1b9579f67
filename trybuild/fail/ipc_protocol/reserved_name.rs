use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[serde(rename = "daemon.stop")]
    #[ipc(returns = ())]
    Stop,
}

fn main() {}
