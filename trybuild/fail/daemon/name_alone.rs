use outfitter_daemon::prelude::*;

#[daemon("my-service")]
async fn main() {}
