use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Stop,
}
#[ipc_handler(allow = [1000, 1000])]
async fn stop(_: request::Stop) {}
fn main() {}
