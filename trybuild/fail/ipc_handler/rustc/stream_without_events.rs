use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(stream = String)]
    Tail { lines: u32 },
}

#[ipc_handler]
async fn tail(request: request::Tail) {
    let _ = request.lines;
}

fn main() {}
