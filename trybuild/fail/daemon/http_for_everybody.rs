use outfitter_daemon::prelude::*;

#[daemon(name = "x", http = "0.0.0.0:80")]
async fn main() {}
