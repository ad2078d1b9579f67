use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    #[serde(rename = "get")]
    Take { count: u64 },
    #[ipc(returns = u64)]
    Get,
}
#[daemon(name = "my-stock")]
async fn main() {}
