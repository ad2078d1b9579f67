use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { #[serde(rename = "n")] count: u64, #[serde(rename = "n")] size: u64 },
}
#[daemon(name = "my-stock")]
async fn main() {}
