mod protocol {
    use outfitter_daemon::prelude::*;
    #[ipc_protocol]
    enum Request {
        #[ipc(returns = u64)]
        Take { count: u64 },
    }
}
use outfitter_daemon::prelude::*;
use protocol::{request, Request};
#[ipc_handler]
async fn take(request: request::Take) -> u64 {
    request.count
}
#[daemon(name = "my-stock")]
async fn main() {}
