use outfitter_daemon::Peer;
use outfitter_daemon::prelude::*;

#[health_check]
async fn disk(_: Peer) {}

fn main() {}
