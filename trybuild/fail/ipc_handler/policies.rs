use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ping,
}

#[ipc_handler(max_in_flight = 0, concurrency = "one", cancel = false, allow = "everybody", blocking = "yes")]
async fn ping(_: request::Ping) {}

fn main() {}
