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
#[daemon(name = "my-stock", write_timeout = 30s, line_timeout = "30S", connection_idle_timeout = "99999999999h")]
async fn main() {}
