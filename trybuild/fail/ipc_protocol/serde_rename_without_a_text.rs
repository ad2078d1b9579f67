use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    #[serde(rename)]
    Take { count: u64 },
    #[ipc(returns = u64)]
    #[serde(rename = 3)]
    Put { count: u64 },
}
#[daemon(name = "my-stock")]
async fn main() {}
