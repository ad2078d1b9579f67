use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
    #[ipc(stream = Vec<u64>)]
    Tail,
}
#[allow(dead_code)] struct App;
#[ipc_handler]
async fn take(r request::Take) -> u64 { r.count }
fn main() {}
