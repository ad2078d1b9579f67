use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = i64)]
    Add { #[serde(with = "seconds")] a: i64 },
}

fn main() {}
