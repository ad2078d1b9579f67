use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(stream = Vec<u64>, error = ClientGone)]
    Pages,
}
#[ipc_handler]
async fn pages(_: request::Pages, mut numbers: Events<u64>) -> Result<(), ClientGone> { numbers.send(1).await }
fn main() {}
