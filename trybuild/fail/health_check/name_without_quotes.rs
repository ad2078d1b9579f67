use outfitter_daemon::prelude::*;

#[health_check(name = disk)]
async fn check_disk() {}

fn main() {}
