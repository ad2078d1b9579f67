use outfitter_daemon::prelude::*;

#[daemon(name = "x", crate = "outfitter_daemon")]
async fn main() {}
