use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {}

fn main() {}
