use outfitter_daemon::prelude::*;

#[ipc_protocol]
async fn add(a: i64, b: i64) -> i64 {
    a + b
}

fn main() {}
