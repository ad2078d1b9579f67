use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
}
#[ipc_handler]
trait Handlers {
    async fn take(&self, request: request::Take) -> u64;
}
#[daemon(name = "my-stock")]
async fn main() {}
