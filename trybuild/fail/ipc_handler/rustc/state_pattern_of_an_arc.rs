use outfitter_daemon::prelude::*;
use std::sync::Arc;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
}
struct App {
    stock: u64,
}
#[ipc_handler]
async fn take(request: request::Take, State(app): Arc<App>) -> u64 { app.stock - request.count }
#[daemon]
async fn main() -> Result<App, String> { Ok(App { stock: 1 }) }
