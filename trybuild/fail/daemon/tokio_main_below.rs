use outfitter_daemon::prelude::*;

#[daemon(name = "x")]
#[tokio::main]
async fn main() {}
