use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
    #[ipc(returns = u64)]
    Put { count: u64 },
}
#[ipc_handler]
async fn take(request: request::Take) -> u64 {
    request.count
}
#[ipc_handler]
async fn put(request: request::Put) -> u64 { request.count }
#[daemon(name = "my-stock", handlers = [take put])]
async fn main() {}
