use outfitter_daemon::prelude::*;

struct App;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

#[ipc_handler]
async fn ping(_: request::Ping, app: App) {
    let _ = app;
}

fn main() {}
