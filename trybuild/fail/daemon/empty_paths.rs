use outfitter_daemon::prelude::*;

#[daemon(name = "x", dir = "", socket = " ", version = "")]
async fn main() {}
