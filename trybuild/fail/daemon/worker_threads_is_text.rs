use outfitter_daemon::prelude::*;

#[daemon(name = "x", worker_threads = "4")]
async fn main() {}
