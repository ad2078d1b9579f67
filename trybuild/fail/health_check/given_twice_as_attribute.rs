use outfitter_daemon::prelude::*;

#[health_check]
#[health_check]
async fn disk() {}

fn main() {}
