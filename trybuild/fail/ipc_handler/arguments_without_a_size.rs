use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
}
#[ipc_handler]
async fn take(request: request::Take, _names: [String], _f: fn(u64), _d: dyn Send) -> u64 { request.count }
#[daemon(name = "my-stock")]
async fn main() {}
