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
#[daemon(name == "my-stock", shutdown timeout = "10s", connection_idle = "10m", protocol = Request<u8>)]
async fn main() {}
