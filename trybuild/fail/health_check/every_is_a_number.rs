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
#[health_check(critical, every = 30)]
async fn disk() -> Result<(), String> { Ok(()) }
#[daemon(name = "my-stock")]
async fn main() {}
