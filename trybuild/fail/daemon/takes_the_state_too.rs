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
struct App;
#[daemon(name = "my-stock")]
async fn main(app: App, daemon: Daemon) -> Result<App, std::io::Error> {
    let _ = daemon;
    Ok(app)
}
