use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u8, timeout = "1s")]
    First,
    #[ipc(returns = "u8")]
    Second(u8),
}

fn main() {}
