use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = Result<u64, String>)]
    Take { count: u64 },
    #[ipc(returns = std::result::Result<(), String>, error = String)]
    Put { count: u64 },
}
#[ipc_handler]
async fn take(request: request::Take) -> Result<u64, String> { Ok(request.count) }
fn main() {}
