use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { what: fn(u64) -> u64 },
}
#[daemon(name = "my-stock")]
async fn main() {}
