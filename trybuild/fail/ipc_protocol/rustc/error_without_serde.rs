use outfitter_daemon::prelude::*;

#[derive(Debug, thiserror::Error)]
#[error("empty")]
pub struct Empty;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u32, error = Empty)]
    Count,
}

#[ipc_handler]
async fn count(_: request::Count) -> Result<u32, Empty> {
    Err(Empty)
}

fn main() {}
