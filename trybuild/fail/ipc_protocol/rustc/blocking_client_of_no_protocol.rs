use outfitter_daemon::ipc::BlockingClient;
use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    List,
}
fn main() {
    let _ = BlockingClient::<RequestClient>::connect("my-stock");
    let _ = BlockingClient::<request::List>::connect("my-stock");
}
