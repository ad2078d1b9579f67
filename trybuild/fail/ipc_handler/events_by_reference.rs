use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(stream = u64)]
    Count { to: u64 },
}
#[ipc_handler]
async fn count(request: request::Count, numbers: &mut Events<u64>) {
    for n in 0..request.to { let _ = numbers.send(n).await; }
}
#[daemon(name = "my-stock")]
async fn main() {}
