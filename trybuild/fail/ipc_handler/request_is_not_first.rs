use outfitter_daemon::prelude::*;

struct App;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

#[ipc_handler]
async fn ping(State(app): State<App>, _: request::Ping) {
    let _ = app;
}

fn main() {}
