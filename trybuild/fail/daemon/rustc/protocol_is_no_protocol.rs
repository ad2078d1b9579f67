use outfitter_daemon::prelude::*;

enum Request {
    Ping,
}

#[daemon(name = "x", protocol = Request)]
async fn main() {}
