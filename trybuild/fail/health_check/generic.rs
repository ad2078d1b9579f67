use outfitter_daemon::prelude::*;

#[health_check]
async fn disk<T: Send>(State(_): State<T>) {}

fn main() {}
