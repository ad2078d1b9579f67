use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = impl Iterator<Item = u64>)]
    Take { count: u64 },
}
#[daemon(name = "my-stock")]
async fn main() {}
