use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
}
#[daemon(name = "my-stock")]
#[ipc_handler]
async fn main(request: request::Take) -> u64 {
    request.count
}
