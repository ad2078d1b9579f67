use outfitter_daemon::prelude::*;

use std::sync::Arc;

struct App;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

#[ipc_handler]
async fn ping(_: request::Ping, app: Arc<App>) {
    let _ = app;
}

fn main() {}
