use outfitter_daemon::prelude::*;

#[daemon(name = "x")]
fn main() {}
