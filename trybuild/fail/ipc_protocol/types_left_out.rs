use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = _)]
    Take { what: _ },
}
#[daemon(name = "my-stock")]
async fn main() {}
