use outfitter_daemon::prelude::*;

#[daemon(name: "x", idle_timeout("10m"))]
async fn main() {}
