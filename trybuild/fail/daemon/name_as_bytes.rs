use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u64)]
    Take { count: u64 },
}
#[ipc_handler]
async fn take(request: request::Take) -> u64 {
    request.count
}
#[daemon(name = b"my-stock", version = r"1.0", dir = r#"/tmp/x"#)]
async fn main() {}
