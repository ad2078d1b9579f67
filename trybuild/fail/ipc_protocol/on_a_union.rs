use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub union Request { a: u64 }
#[daemon(name = "my-stock")]
async fn main() {}
