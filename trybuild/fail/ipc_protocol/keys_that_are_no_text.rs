use outfitter_daemon::prelude::*;
use std::collections::HashMap;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = HashMap<(u8, u8), u64>)]
    Take { counts: HashMap<Vec<u8>, u64> },
}
#[daemon(name = "my-stock")]
async fn main() {}
