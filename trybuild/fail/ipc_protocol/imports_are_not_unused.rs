use outfitter_daemon::prelude::*;
use std::collections::HashMap;
use std::path::PathBuf;

#[ipc_protocol]
pub enum Request {
    #[ipc(retuns = HashMap<String, u64>)]
    Take { count: u64 },
    #[ipc(returns = PathBuf)]
    Where,
}
#[daemon]
async fn main() {}
