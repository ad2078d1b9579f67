use outfitter_daemon::prelude::*;

#[daemon(name = "x", shutdown_timeout = "0s", idle_timeout = "400d")]
async fn main() {}
