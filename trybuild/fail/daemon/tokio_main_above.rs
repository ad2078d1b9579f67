use outfitter_daemon::prelude::*;

#[tokio::main]
#[daemon(name = "x")]
async fn main() {}
