use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Stop,
}
#[ipc_handler(timeout = "2s"s, max_in_flight = 4_K, allow = [1000, 1001user])]
async fn stop(_: request::Stop) {}
#[ipc_handler(max_in_flight = 4usize, allow = "root"s)]
async fn stop_too(_: request::Stop) {}
fn main() {}
