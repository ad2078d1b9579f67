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
async fn refresh() {}
#[daemon(name = "my-stock")]
async fn main(daemon: Daemon) {
    daemon.spawn(refresh());
}
