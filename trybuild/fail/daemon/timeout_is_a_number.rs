use outfitter_daemon::prelude::*;

#[daemon(name = "x", shutdown_timeout = 10, idle_timeout = 2.5)]
async fn main() {}
