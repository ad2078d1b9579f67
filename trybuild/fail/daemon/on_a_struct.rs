use outfitter_daemon::prelude::*;

#[daemon(name = "x")]
struct Service;

fn main() {}
