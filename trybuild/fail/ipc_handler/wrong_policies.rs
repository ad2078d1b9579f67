use outfitter_daemon::prelude::*;

#[ipc_protocol]
enum Request {
    #[ipc(returns = ())]
    Stop,
    #[ipc(oneway, error = String)]
    Log,
}

#[ipc_handler(max_in_flight = 0, concurrency = "seriel", cancel = "nevr", allow = "rooot")]
fn stop(_: request::Stop) {}

fn main() {}
