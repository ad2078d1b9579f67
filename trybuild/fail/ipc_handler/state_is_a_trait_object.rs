use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
}
trait Stock: Send + Sync { fn left(&self) -> u64; }
#[ipc_handler]
async fn take(request: request::Take, State(app): State<dyn Stock>) -> u64 {
    app.left() - request.count
}
#[daemon(name = "my-stock")]
async fn main() {}
