use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
}
async fn ask() -> u64 {
    let service = RequestClient::connect_or_start("my-stock");
    service.take(3).await.unwrap()
}
fn main() {}
