use outfitter_daemon::prelude::*;

#[daemon(name = "x", flavor = "current_thread")]
async fn main() {}
