use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
    #[cfg(feature = "more")]
    #[ipc(returns = u64)]
    Put { count: u64 },
}
#[ipc_handler]
async fn put(request: request::Put) -> u64 { request.count }
#[daemon(name = "my-stock")]
async fn main() {}
