use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = std::time::Instant)]
    Take { path: std::path::Path },
}
#[daemon(name = "my-stock")]
async fn main() {}
