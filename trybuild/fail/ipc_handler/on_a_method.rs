use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

struct App;

impl App {
    #[ipc_handler]
    async fn ping(&self, _: request::Ping) {}
}

fn main() {}
