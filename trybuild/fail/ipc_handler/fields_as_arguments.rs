use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = i64)]
    Add { a: i64, b: i64 },
}

#[ipc_handler]
async fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
