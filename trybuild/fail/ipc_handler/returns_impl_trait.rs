use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u32)]
    Get { key: String },
}

#[ipc_handler]
async fn get(request: request::Get) -> impl Into<u32> {
    request.key.len() as u8
}

fn main() {}
