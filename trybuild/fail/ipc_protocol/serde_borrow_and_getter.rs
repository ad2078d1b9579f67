use outfitter_daemon::prelude::*;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = u8)]
    Read {
        #[serde(borrow)]
        key: String,
        #[serde(getter = "Key::text")]
        other: String,
    },
}

fn main() {}
