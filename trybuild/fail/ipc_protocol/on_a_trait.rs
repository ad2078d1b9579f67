use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub trait Request {
    async fn add(&self, a: i64, b: i64) -> i64;
}

fn main() {}
