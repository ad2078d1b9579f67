use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u32)]
    Count,
}

#[ipc_handler]
async fn count(_: request::Count) -> Result<u32, std::io::Error> {
    Ok(1)
}

fn main() {}
