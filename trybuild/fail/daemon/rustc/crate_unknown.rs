use outfitter_daemon::prelude::*;

#[daemon(name = "x", crate = outfiter_daemon)]
async fn main() {}
