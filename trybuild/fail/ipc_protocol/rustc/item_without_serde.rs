use outfitter_daemon::prelude::*;

pub struct Line;

#[ipc_protocol]
pub enum Request {
    #[ipc(stream = Line)]
    Tail,
}

#[ipc_handler]
async fn tail(_: request::Tail, mut lines: Events<Line>) {
    let _ = lines.send(Line).await;
}

fn main() {}
