use outfitter_daemon::prelude::*;

#[health_check(name = "disk space")]
async fn disk() {}

fn main() {}
