use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(stream = u64, error = ClientGone)]
    Count { to: u64 },
}
async fn ask(service: &RequestClient) {
    let mut numbers = service.count(3);
    while let Some(n) = numbers.next().await { println!("{}", n.unwrap()); }
}
fn main() {}
