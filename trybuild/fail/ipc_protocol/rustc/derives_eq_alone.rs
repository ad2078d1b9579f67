use outfitter_daemon::prelude::*;
#[ipc_protocol]
#[derive(Eq)]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
}
fn main() {}
