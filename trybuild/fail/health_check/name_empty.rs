use outfitter_daemon::prelude::*;

#[health_check(name = "")]
async fn disk() {}

fn main() {}
