use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
}
struct Stock;
impl Stock {
    fn left() -> u64 {
        1
    }
    #[ipc_handler]
    async fn take(request: request::Take) -> u64 {
        Self::left() - request.count
    }
}
#[daemon(name = "my-stock")]
async fn main() {}
