use outfitter_daemon::prelude::*;

#[daemon(name = "x")]
async unsafe extern "C" fn main() {}
