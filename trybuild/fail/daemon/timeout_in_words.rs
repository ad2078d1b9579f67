use outfitter_daemon::prelude::*;

#[daemon(name = "x", shutdown_timeout = "5 secs", idle_timeout = "soon")]
async fn main() {}
