use outfitter_daemon::prelude::*;

#[daemon(name = "My Daemon", shutdown_timeout = "10 sec", protocol = "Request")]
async fn main() {}
