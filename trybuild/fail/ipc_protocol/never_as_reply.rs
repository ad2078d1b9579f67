use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = !)]
    Take { count: u64 },
}
#[daemon(name = "my-stock")]
async fn main() {}
