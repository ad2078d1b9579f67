use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
}
async fn ask() -> u64 { RequestClient::new("my-stock").take(3).await.unwrap() }
fn main() {}
