use outfitter_daemon::prelude::*;
#[daemon(worker_threads = 4x, max_in_flight = 4K, max_connections = 10f64, allow_user = 1000user, max_blocking = 8u32)]
async fn main() {}
