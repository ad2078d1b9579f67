use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
}
struct App {
    stock: u64,
}
#[ipc_handler]
async fn take(request: request::Take, State(app): State<App>) -> u64 { app.stock - request.count }
async fn direct() -> u64 { take(request::Take { count: 1 }, State(App { stock: 3 })).await }
#[daemon(name = "my-stock")]
async fn main() {}
