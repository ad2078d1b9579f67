use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { #[arg(short)] count: u64 },
    #[ipc(returns = u64)]
    #[serd(rename = "x")]
    Put,
}
#[daemon(name = "my-stock")]
async fn main() {}
