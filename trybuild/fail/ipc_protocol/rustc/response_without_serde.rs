use outfitter_daemon::prelude::*;

pub enum Response {
    Pong,
}

#[ipc_protocol(response = Response)]
pub enum Request {
    Ping,
}

#[ipc_handler]
async fn handle(_: Request) -> Response {
    Response::Pong
}

fn main() {}
