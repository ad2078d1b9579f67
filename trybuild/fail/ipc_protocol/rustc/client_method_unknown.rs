use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
}
async fn ask(service: &RequestClient) -> u64 { service.tkae(3).await.unwrap() }
fn main() {}
