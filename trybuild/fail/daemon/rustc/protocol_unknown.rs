use outfitter_daemon::prelude::*;

#[daemon(name = "x", protocol = Requests)]
async fn main() {}
