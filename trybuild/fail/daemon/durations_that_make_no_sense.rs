use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
}
#[ipc_handler]
async fn take(request: request::Take) -> u64 {
    request.count
}
#[daemon(name = "my-stock", shutdown_timeout = "0s", idle_timeout = "-5s", write_timeout = "1.5s")]
async fn main() {}
