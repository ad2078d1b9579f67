use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u8)]
    Get { key String, more: bool }
    #[ipc(returns = ())]
    Stop,
}

#[ipc_handler]
async fn get(request: request::Get) -> u8 {
    u8::from(request.more)
}

fn main() {}
