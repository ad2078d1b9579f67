use outfitter_daemon::prelude::*;

#[daemon = "x"]
async fn main() {}
