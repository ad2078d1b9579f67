use outfitter_daemon::prelude::*;

#[daemon(name = "")]
async fn main() {}
