use outfitter_daemon::prelude::*;

#[daemon(name = "x", shutdown_timeout = std::time::Duration::from_secs(10))]
async fn main() {}
