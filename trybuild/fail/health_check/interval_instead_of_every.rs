use outfitter_daemon::prelude::*;

#[health_check(interval = "30s", depends_on = [network])]
async fn disk() {}

fn main() {}
