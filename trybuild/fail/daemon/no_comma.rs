use outfitter_daemon::prelude::*;

#[daemon(name = "x" shutdown_timeout = "1s")]
async fn main() {}
