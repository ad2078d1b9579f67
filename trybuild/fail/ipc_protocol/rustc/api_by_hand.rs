use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
}
struct Mock;
impl RequestApi for Mock {
    async fn take(&self, count: u64) -> Result<u64, CallError> { Ok(count) }
}
fn main() {}
