use outfitter_daemon::prelude::*;

#[daemon(name = "x", worker_threads = -1)]
async fn main() {}
