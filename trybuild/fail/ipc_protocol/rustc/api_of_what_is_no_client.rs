use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
}
async fn ask(service: &impl RequestApi) -> u64 { service.take(3).await.unwrap() }
async fn all() { ask(&"my-stock").await; }
fn main() {}
