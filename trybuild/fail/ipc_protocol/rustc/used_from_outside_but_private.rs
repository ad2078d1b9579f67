mod protocol {
    use outfitter_daemon::prelude::*;
    #[ipc_protocol]
    enum Request {
        #[ipc(returns = u64)]
        Take { count: u64 },
    }
}
async fn one(service: protocol::RequestClient) {
    let _ = service.take(1).await;
}
fn main() {}
