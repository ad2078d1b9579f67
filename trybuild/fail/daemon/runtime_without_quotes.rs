use outfitter_daemon::prelude::*;

#[daemon(name = "x", runtime = current_thread)]
async fn main() {}
