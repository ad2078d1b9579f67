use outfitter_daemon::{daemon, ipc_handler, ipc_protocol};
#[ipc_protocol]
pub enum Request {
    #[ipc(stream = u64)]
    Count { to: u64 },
}
#[ipc_handler]
async fn count(request: request::Count, mut numbers: Events<u64>) {
    for number in 0..request.to {
        let _ = numbers.send(number).await;
    }
}
#[daemon(name = "my-stock")]
async fn main() {}
