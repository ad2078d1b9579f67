use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u8)]
    Status;
    #[ipc(returns = u8)]
    Add { a: u8; b: u8 },
}

#[ipc_handler]
async fn status(_: request::Status) -> u8 {
    1
}

#[ipc_handler]
async fn add(request::Add { a, b }: request::Add) -> u8 {
    a + b
}

fn main() {}
