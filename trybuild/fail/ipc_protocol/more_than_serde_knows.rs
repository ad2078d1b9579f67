use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = [u8; 33])]
    Read { key: Option<[u8; 64]> },
    #[ipc(oneway)]
    Write {
        known: [u8; 32],
        many: (u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8),
    },
}

fn main() {}
