use outfitter_daemon::prelude::*;

#[health_check]
async fn größe() {}

fn main() {}
