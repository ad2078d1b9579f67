use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = i64)]
    Add { a: i64, b: i64 },
}

#[ipc_handler]
async fn add(request::Add { a, c }: request::Add) -> i64 {
    a + c
}

fn main() {}
