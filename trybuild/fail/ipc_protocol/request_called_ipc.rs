use outfitter_daemon::prelude::*;
#[ipc_protocol]
pub enum Request {
    #[ipc(returns = ())]
    Ipc,
}
fn main() {}
