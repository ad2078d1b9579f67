use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(stream = String)]
    Tail { lines: u32 },
}

#[ipc_handler]
async fn tail(request: request::Tail) -> Vec<String> {
    vec![String::new(); request.lines as usize]
}

fn main() {}
