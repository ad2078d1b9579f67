use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum One {
    #[ipc(returns = u8)]
    Ping,
}

#[ipc_protocol]
pub enum Two {
    #[ipc(returns = u8)]
    Ping,
}

#[ipc_handler]
async fn ping(_: one::Ping) -> u8 {
    1
}

#[ipc_handler]
async fn pong(_: two::Ping) -> u8 {
    2
}

#[daemon(name = "x", handlers = [ping, pong])]
async fn main() {}
