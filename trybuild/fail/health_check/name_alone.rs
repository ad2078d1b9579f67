use outfitter_daemon::prelude::*;

#[health_check("disk")]
async fn check_disk() {}

fn main() {}
