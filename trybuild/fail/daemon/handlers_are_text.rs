use outfitter_daemon::prelude::*;

#[daemon(name = "x", handlers = ["ping"])]
async fn main() {}
