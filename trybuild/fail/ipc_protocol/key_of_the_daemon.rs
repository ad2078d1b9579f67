use outfitter_daemon::prelude::*;
#[ipc_protocol(name = "my-stock")]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
}
#[daemon(name = "my-stock")]
async fn main() {}
