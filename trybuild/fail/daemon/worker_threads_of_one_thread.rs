use outfitter_daemon::prelude::*;

#[daemon(name = "x", runtime = "current_thread", worker_threads = 2)]
async fn main() {}
