use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(stream = u64, error = ClientGone)]
    Count { to: u64 },
}
async fn ask(service: &RequestClient) {
    for n in service.count(3).await.unwrap() { println!("{}", n); }
}
fn main() {}
