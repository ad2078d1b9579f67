use outfitter_daemon::prelude::*;

#[health_check]
struct Disk;

fn main() {}
