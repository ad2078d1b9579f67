use outfitter_daemon::prelude::*;

#[daemon(name = "/run/my-service")]
async fn main() {}
