use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request<T> where T: Send {
    #[ipc(returns = ())]
    Set { value: T },
}

fn main() {}
