use outfitter_daemon::prelude::*;

#[daemon(name = "x", shutdown_timout = "10s", worker_threads = 0)]
async fn main() {}
