use outfitter_daemon::prelude::*;

#[health_check(timeout = "1 second")]
async fn disk() {}

fn main() {}
