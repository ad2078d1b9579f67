use outfitter_daemon::prelude::*;

#[health_check]
static DISK: fn() -> bool = || true;

fn main() {}
