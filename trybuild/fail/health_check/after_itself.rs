use outfitter_daemon::prelude::*;

#[health_check(after = [network, disk], every = 30, critical = "no")]
async fn disk() {}

fn main() {}
