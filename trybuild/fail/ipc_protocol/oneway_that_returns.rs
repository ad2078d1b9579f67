use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(oneway, returns = u64)]
    Note { text: String },
}
#[daemon(name = "my-stock")]
async fn main() {}
