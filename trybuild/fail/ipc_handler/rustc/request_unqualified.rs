use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = i64)]
    Add { a: i64, b: i64 },
}

#[ipc_handler]
async fn add(request: Add) -> i64 {
    request.a + request.b
}

fn main() {}
