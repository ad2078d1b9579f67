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
async fn take(request: request::Take, State(app): State<App>) -> u64 {
    let app: App = app;
    app.stock
}
#[daemon(name = "my-stock")]
async fn main() {}
