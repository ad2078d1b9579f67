use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { #[serde(default = 1)] count: u64 },
}
#[daemon(name = "my-stock")]
async fn main() {}
