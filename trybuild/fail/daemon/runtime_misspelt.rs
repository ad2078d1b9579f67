use outfitter_daemon::prelude::*;

#[daemon(name = "x", runtime = "single_thread")]
async fn main() {}
