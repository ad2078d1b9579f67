use outfitter_daemon::prelude::*;

#[daemon(name = "x", shutdown_timeout = 10s)]
async fn main() {}
