use outfitter_daemon::prelude::*;

#[daemon(shutdown-timeout = "10s", pidfile = "/run/x.pid", workers = 4)]
async fn main() {}
