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
struct App {
    stock: u64,
}
#[health_check]
async fn disk(app: &App) -> Result<(), String> { let _ = app.stock; Ok(()) }
#[daemon(name = "my-stock")]
async fn main() {}
