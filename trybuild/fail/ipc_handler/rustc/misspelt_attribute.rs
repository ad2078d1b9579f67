use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
}
#[handler]
async fn take(request: request::Take) -> u64 { request.count }
#[ipc_handlers]
async fn take2(request: request::Take) -> u64 { request.count }
#[daemon(name = "my-stock")]
async fn main() {}
