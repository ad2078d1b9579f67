use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
}
#[ipc_handler]
fn take(request: request::Take) -> impl Future<Output = u64> { async move { request.count } }
#[daemon(name = "my-stock")]
async fn main() {}
