use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

struct App;

#[daemon(concurrency = "serial")]
async fn ping(_: request::Ping, State(_): State<App>) {}

#[daemon]
async fn main() -> std::io::Result<App> {
    Ok(App)
}
