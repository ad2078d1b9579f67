use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { what: impl ToString },
}
#[daemon(name = "my-stock")]
async fn main() {}
