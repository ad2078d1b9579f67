use outfitter_daemon::prelude::*;
#[ipc_protocol]
#[serde(rename_all = "camelCase")]
pub enum Request {
    #[ipc(returns = u64)]
    TakeAll { count: u64 },
}
#[daemon(name = "my-stock")]
async fn main() {}
