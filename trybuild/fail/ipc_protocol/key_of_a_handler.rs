use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64, timeout = "2s")]
    Take { count: u64 },
}
#[daemon(name = "my-stock")]
async fn main() {}
