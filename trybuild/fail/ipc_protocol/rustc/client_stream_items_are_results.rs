use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(stream = u64, error = ClientGone)]
    Count { to: u64 },
}
async fn ask(service: &RequestClient) {
    let mut numbers = service.count(3).await.unwrap();
    while let Some(n) = numbers.next().await { let n: u64 = n; println!("{}", n); }
}
fn main() {}
