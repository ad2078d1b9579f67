use outfitter_daemon::prelude::*;

#[daemon(name = "x", socket = std::path::Path::new("/run/x"))]
async fn main() {}
