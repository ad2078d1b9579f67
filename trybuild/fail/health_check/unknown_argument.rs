use outfitter_daemon::prelude::*;

#[health_check(timout = "1s", interval = "5s")]
async fn disk() {}

fn main() {}
