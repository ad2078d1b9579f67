use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
    #[ipc(returns = ())]
    Put { count: u64 },
}
#[ipc_handler]
async fn take(request: request::Take) -> u64 { request.count }
#[ipc_handler]
async fn take(_: request::Put) {}
#[health_check]
async fn disk() {}
#[health_check(name = "other")]
async fn disk() {}
fn main() {}
