use outfitter_daemon::prelude::*;

struct App;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

#[ipc_handler]
async fn ping(_: request::Ping, State(app): State<&App>) {
    let _ = app;
}

fn main() {}
