use outfitter_daemon::testing::MockClient;
use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
}
fn main() {
    let _ = MockClient::<Request>::new();
}
