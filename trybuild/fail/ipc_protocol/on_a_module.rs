use outfitter_daemon::prelude::*;
#[ipc_protocol]
mod protocol {
    pub enum Request { Take { count: u64 } }
}
#[daemon(name = "my-stock")]
async fn main() {}
