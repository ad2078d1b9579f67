//! Compiled by the test, with the runtime under one name or the other.

#[cfg(by_daemons)]
use daemons::prelude::*;
#[cfg(by_outfitter_daemon)]
use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = i64)]
    Add { a: i64, b: i64 },
}

#[ipc_handler(timeout = "2s")]
pub async fn add(request: request::Add, daemon: Daemon) -> i64 {
    drop(daemon);
    request.a + request.b
}

#[health_check]
pub async fn fine() {}

pub async fn sum(client: RequestClient) -> Option<i64> {
    client.add(1, 2).await.ok()
}

#[daemon(handlers = [add])]
pub async fn main(daemon: Daemon) {
    drop(daemon);
}
