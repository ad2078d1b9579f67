use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = str)]
    Take { names: [String] },
}
#[daemon(name = "my-stock")]
async fn main() {}
