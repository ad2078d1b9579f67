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
#[daemon(name = "my-stock", handlers(take, status), http("127.0.0.1:1987"), limits(max_line = "8MiB"), cli())]
async fn main() {}
