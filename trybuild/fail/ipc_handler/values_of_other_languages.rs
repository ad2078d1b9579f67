use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
}
#[ipc_handler(timeout => "2s", max_in_flight = 2 * 2, allow = 1000..1005)]
async fn take(request: request::Take) -> u64 {
    request.count
}
#[ipc_handler(TIMEOUT = "2s", maxInFlight = 4, allow = (1000, 1001))]
async fn take_too(request: request::Take) -> u64 {
    request.count
}
#[ipc_handler(max_in_flight = -4, allow = [root])]
async fn take_three(request: request::Take) -> u64 {
    request.count
}
#[daemon(name = "my-stock")]
async fn main() {}
