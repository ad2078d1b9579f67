use outfitter_daemon::prelude::*;

#[daemon(name = "x")]
#[daemon(name = "y")]
async fn main() {}
