use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(stream = u64)]
    Count { to: u64 },
}
#[ipc_handler]
async fn count(request: request::Count, numbers: std::sync::mpsc::Sender<u64>) {
    for n in 0..request.to { let _ = numbers.send(n); }
}
#[daemon(name = "my-stock")]
async fn main() {}
