use outfitter_daemon::prelude::*;

#[daemon(name = "x", worker_threads = 0)]
async fn main() {}
